package dev.tako.runner.step;

import dev.tako.contract.Completion.FailureKind;
import dev.tako.runner.secret.Masking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a step failed.
record Failure(
    FailureKind kind, @Nullable Integer exitCode, String message, List<String> lastLines) {
  Failure {
    lastLines = List.copyOf(lastLines);
  }

  Failure masked(Masking masking) {
    return new Failure(kind, exitCode, masking.apply(message), masking.apply(lastLines));
  }

  static Failure invalid(String message, List<String> lastLines) {
    return new Failure(FailureKind.INVALID, null, message, lastLines);
  }
}
