package dev.tako.coordinator.trigger;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one workflow that a trigger starts.
///
/// @param refusal why planning refused it; null when it started
public record WorkflowResult(
    String workflow, RunId run, @Nullable String refusal, List<ManifestProblem> problems) {
  public WorkflowResult {
    problems = List.copyOf(problems);
  }

  public static WorkflowResult started(String workflow, RunId run) {
    return new WorkflowResult(workflow, run, null, List.of());
  }

  boolean isRefused() {
    return refusal != null;
  }
}
