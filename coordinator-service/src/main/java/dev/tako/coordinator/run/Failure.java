package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What went wrong where: what a person needs to start looking.
///
/// @param stepId null when no step can be named
/// @param exitCode of the step's command, where it ended by itself
/// @param lastLines the last lines the step printed, oldest first
public record Failure(
    ExecutionId executionId,
    RepositoryRef repo,
    String workflow,
    @Nullable String stepId,
    @Nullable Integer exitCode,
    String message,
    List<String> lastLines) {
  public Failure {
    lastLines = List.copyOf(lastLines);
  }

  /// One line: `acme/lib-a:main update_dependency, step build: exit code 2: …`.
  public String oneLine() {
    String where = repo + " " + workflow + (stepId == null ? "" : ", step " + stepId);
    return where + ": " + message;
  }
}
