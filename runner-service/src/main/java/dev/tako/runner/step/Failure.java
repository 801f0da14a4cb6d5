package dev.tako.runner.step;

import dev.tako.contract.Completion.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a step failed.
record Failure(
    FailureKind kind, @Nullable Integer exitCode, String message, List<String> lastLines) {
  Failure {
    lastLines = List.copyOf(lastLines);
  }

  static Failure invalid(String message, List<String> lastLines) {
    return new Failure(FailureKind.INVALID, null, message, lastLines);
  }
}
