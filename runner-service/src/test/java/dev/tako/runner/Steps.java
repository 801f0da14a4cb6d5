package dev.tako.runner;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.IsolationSpec;
import dev.tako.contract.StepSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes steps for tests; what is not said is empty.
final class Steps {
  private final String id;
  private final @Nullable String name;
  private @Nullable String run;
  private @Nullable String condition;
  private Map<String, String> env;
  private @Nullable Duration timeout;
  private StepSpec.@Nullable RetrySpec retry;
  private boolean continueOnError;
  private @Nullable String workingDirectory;
  private Map<String, String> outputs;
  private List<String> onFailure;
  private @Nullable BuiltIn builtIn;
  private Map<String, String> secrets;
  private @Nullable IsolationSpec isolation;

  private Steps(StepSpec step) {
    id = step.id();
    name = step.name();
    run = step.run();
    condition = step.condition();
    env = step.env();
    timeout = step.timeout();
    retry = step.retry();
    continueOnError = step.continueOnError();
    workingDirectory = step.workingDirectory();
    outputs = step.outputs();
    onFailure = step.onFailure();
    builtIn = step.builtIn();
    secrets = step.secrets();
    isolation = step.isolation();
  }

  static StepSpec noop(String id) {
    return new StepSpec(
        id, null, null, null, Map.of(), null, null, false, null, Map.of(), List.of(), null,
        Map.of(), null);
  }

  static StepSpec step(String id, String run) {
    return with(noop(id), step -> step.run = run);
  }

  static StepSpec builtIn(String id, BuiltIn builtIn) {
    return with(noop(id), step -> step.builtIn = builtIn);
  }

  static StepSpec withCondition(StepSpec s, String condition) {
    return with(s, step -> step.condition = condition);
  }

  static StepSpec withEnv(StepSpec s, Map<String, String> env) {
    return with(s, step -> step.env = env);
  }

  static StepSpec withTimeout(StepSpec s, Duration timeout) {
    return with(s, step -> step.timeout = timeout);
  }

  static StepSpec withRetry(StepSpec s, int attempts, Duration backoff) {
    var retry = new StepSpec.RetrySpec(attempts, backoff, backoff.multipliedBy(4));
    return with(s, step -> step.retry = retry);
  }

  static StepSpec continuing(StepSpec s) {
    return with(s, step -> step.continueOnError = true);
  }

  static StepSpec in(StepSpec s, String workingDirectory) {
    return with(s, step -> step.workingDirectory = workingDirectory);
  }

  static StepSpec withOutputs(StepSpec s, Map<String, String> outputs) {
    return with(s, step -> step.outputs = outputs);
  }

  static StepSpec onFailure(StepSpec s, String... commands) {
    return with(s, step -> step.onFailure = List.of(commands));
  }

  /// @param secrets variable to name
  static StepSpec withSecrets(StepSpec s, Map<String, String> secrets) {
    return with(s, step -> step.secrets = secrets);
  }

  static StepSpec confined(StepSpec s, IsolationSpec isolation) {
    return with(s, step -> step.isolation = isolation);
  }

  private static StepSpec with(StepSpec step, Consumer<Steps> change) {
    Steps changed = new Steps(step);
    change.accept(changed);
    return changed.spec();
  }

  private StepSpec spec() {
    return new StepSpec(
        id,
        name,
        run,
        condition,
        env,
        timeout,
        retry,
        continueOnError,
        workingDirectory,
        outputs,
        onFailure,
        builtIn,
        secrets,
        isolation);
  }
}
