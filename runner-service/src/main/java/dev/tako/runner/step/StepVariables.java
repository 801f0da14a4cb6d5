package dev.tako.runner.step;

import dev.tako.contract.Job;
import dev.tako.contract.Json;
import dev.tako.contract.StepSpec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables that tell a step where it is: `TAKO_…` and `TRACEPARENT`.
final class StepVariables {
  private StepVariables() {}

  static Map<String, String> of(Job.RunSteps job, StepSpec step, @Nullable String traceparent) {
    Map<String, String> variables = new HashMap<>();
    job.inputs().forEach((name, value) -> variables.put(inputVariable(name), text(value)));
    variables.put("TAKO_RUN_ID", job.runId().value());
    variables.put("TAKO_EXECUTION_ID", job.executionId().value());
    variables.put("TAKO_STEP_ID", step.id());
    variables.put("TAKO_REPO", job.repo().toString());
    variables.put(
        "TRACEPARENT", traceparent == null ? TraceParent.of(job, step.id()) : traceparent);
    return variables;
  }

  /// `version-bump` is `TAKO_INPUT_VERSION_BUMP`.
  static String inputVariable(String input) {
    return "TAKO_INPUT_" + input.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String s -> s;
      case Object other -> Json.text(other);
    };
  }
}
