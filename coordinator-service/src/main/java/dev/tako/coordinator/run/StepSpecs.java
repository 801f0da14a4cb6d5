package dev.tako.coordinator.run;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.IsolationSpec;
import dev.tako.contract.IsolationSpec.VolumeSpec;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.CheckoutStep;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.Isolation;
import dev.tako.manifest.NoopStep;
import dev.tako.manifest.OutputSource;
import dev.tako.manifest.PollStep;
import dev.tako.manifest.Produces;
import dev.tako.manifest.PullRequestStep;
import dev.tako.manifest.Resources;
import dev.tako.manifest.Retry;
import dev.tako.manifest.RunStep;
import dev.tako.manifest.Step;
import dev.tako.manifest.UpdateDependencyStep;
import dev.tako.manifest.Variables;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A workflow's steps in the words of a job.
final class StepSpecs {
  private StepSpecs() {}

  static StepSpec of(Workflow workflow, Step step) {
    RunStep run = step instanceof RunStep r ? r : null;
    Variables variables = variables(step);
    return new StepSpec(
        step.id(),
        step.name(),
        run == null ? null : run.run(),
        step.condition() == null ? null : step.condition().source(),
        variables.env(),
        step.timeout(),
        run == null ? null : retry(run.retry()),
        step.continueOnError(),
        run == null ? null : run.workingDirectory(),
        outputs(step.produces()),
        step.onFailure(),
        builtIn(step),
        variables.secrets(),
        needsWorkspace(step) ? isolation(workflow, step) : null);
  }

  /// The step's `on_failure` commands as steps of their own, in its surroundings.
  static List<StepSpec> cleaningUp(Workflow workflow, Step step) {
    Variables variables = variables(step);
    List<StepSpec> specs = new ArrayList<>();
    for (String command : step.onFailure()) {
      specs.add(
          new StepSpec(
              step.id() + ".on_failure." + (specs.size() + 1),
              null,
              command,
              null,
              variables.env(),
              step.timeout(),
              null,
              true,
              step instanceof RunStep run ? run.workingDirectory() : null,
              Map.of(),
              List.of(),
              null,
              variables.secrets(),
              isolation(workflow, step)));
    }
    return specs;
  }

  static boolean needsWorkspace(Step step) {
    return step instanceof RunStep || builtIn(step) != null;
  }

  private static @Nullable BuiltIn builtIn(Step step) {
    return switch (step) {
      case RunStep _, FanOutStep _, NoopStep _ -> null;
      case CheckoutStep checkout -> new BuiltIn.Checkout(checkout.ref());
      case UpdateDependencyStep update ->
          new BuiltIn.UpdateDependency(update.name(), update.version(), update.updateLockFiles());
      // Plans refuse these; whoever gets one all the same must not pass over it.
      case PullRequestStep request -> new BuiltIn.Other(request.uses());
      case PollStep poll -> new BuiltIn.Other(poll.uses());
    };
  }

  private static Variables variables(Step step) {
    return switch (step) {
      case RunStep run -> run.variables();
      case UpdateDependencyStep update -> update.variables();
      case FanOutStep _, NoopStep _, CheckoutStep _, PullRequestStep _, PollStep _ ->
          Variables.NONE;
    };
  }

  /// Null where nothing confines the step, which is what most jobs say.
  private static @Nullable IsolationSpec isolation(Workflow workflow, Step step) {
    Isolation isolation = step instanceof RunStep run ? run.isolation() : Isolation.NONE;
    boolean longRunning = step instanceof RunStep run && run.longRunning();
    Resources resources = isolation.resources().or(workflow.resources());
    if (workflow.image() == null
        && !longRunning
        && isolation.equals(Isolation.NONE)
        && resources.equals(Resources.UNLIMITED)) {
      return null;
    }
    Isolation.SecurityProfile profile = isolation.securityProfile();
    return new IsolationSpec(
        workflow.image(),
        isolation.network() == Isolation.Network.DEFAULT,
        isolation.capabilities(),
        profile == null ? null : profile.name().toLowerCase(Locale.ROOT),
        isolation.volumes().stream()
            .map(v -> new VolumeSpec(v.source(), v.destination(), v.readOnly()))
            .toList(),
        resources.cpuMillis(),
        resources.memoryBytes(),
        resources.diskBytes(),
        isolation.cacheKeyFiles(),
        longRunning);
  }

  private static StepSpec.@Nullable RetrySpec retry(@Nullable Retry retry) {
    return retry == null
        ? null
        : new StepSpec.RetrySpec(retry.maxAttempts(), retry.backoff(), retry.maxBackoff());
  }

  private static Map<String, String> outputs(@Nullable Produces produces) {
    Map<String, String> outputs = new HashMap<>();
    if (produces != null) {
      produces
          .outputs()
          .forEach((name, source) ->
              outputs.put(
                  name,
                  switch (source) {
                    case OutputSource.FromStdout _ -> "from_stdout";
                    case OutputSource.FromStderr _ -> "from_stderr";
                    case OutputSource.FromFile(String path) -> "from_file:" + path;
                    case OutputSource.FromEnv(String env) -> "from_env:" + env;
                  }));
    }
    return outputs;
  }
}
