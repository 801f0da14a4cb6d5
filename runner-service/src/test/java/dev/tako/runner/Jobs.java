package dev.tako.runner;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.IsolationSpec;
import dev.tako.contract.Job;
import dev.tako.contract.JobId;
import dev.tako.contract.RunId;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.RepositoryRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Makes jobs for tests; each `job()` is of another execution.
final class Jobs {
  private static final AtomicInteger EXECUTIONS = new AtomicInteger();
  private static final RunId RUN = new RunId("exec-20261123-101500-0a1b2c3d");

  private Jobs() {}

  static Builder job(StepSpec... steps) {
    return new Builder(ExecutionId.of(RUN, EXECUTIONS.incrementAndGet()), List.of(steps));
  }

  static StepSpec step(String id, String run) {
    return new StepSpec(
        id, null, run, null, Map.of(), null, null, false, null, Map.of(), List.of(), null, Map.of(),
        null);
  }

  static StepSpec noop(String id) {
    return new StepSpec(
        id, null, null, null, Map.of(), null, null, false, null, Map.of(), List.of(), null,
        Map.of(), null);
  }

  static StepSpec withCondition(StepSpec s, String condition) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        condition,
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec withEnv(StepSpec s, Map<String, String> env) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        env,
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec withTimeout(StepSpec s, Duration timeout) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        timeout,
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec withRetry(StepSpec s, int attempts, Duration backoff) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        new StepSpec.RetrySpec(attempts, backoff, backoff.multipliedBy(4)),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec continuing(StepSpec s) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        true,
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec in(StepSpec s, String workingDirectory) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        workingDirectory,
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec withOutputs(StepSpec s, Map<String, String> outputs) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        outputs,
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec onFailure(StepSpec s, String... commands) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        List.of(commands),
        s.builtIn(),
        s.secrets(),
        s.isolation());
  }

  static StepSpec builtIn(String id, BuiltIn builtIn) {
    return new StepSpec(
        id, null, null, null, Map.of(), null, null, false, null, Map.of(), List.of(), builtIn,
        Map.of(), null);
  }

  /// @param secrets variable to name
  static StepSpec withSecrets(StepSpec s, Map<String, String> secrets) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        secrets,
        s.isolation());
  }

  static StepSpec confined(StepSpec s, IsolationSpec isolation) {
    return new StepSpec(
        s.id(),
        s.name(),
        s.run(),
        s.condition(),
        s.env(),
        s.timeout(),
        s.retry(),
        s.continueOnError(),
        s.workingDirectory(),
        s.outputs(),
        s.onFailure(),
        s.builtIn(),
        s.secrets(),
        isolation);
  }

  /// A job of an execution; what is not said is empty.
  record Builder(
      ExecutionId execution,
      int number,
      int epoch,
      String url,
      String commit,
      @Nullable String workspace,
      boolean last,
      Map<String, Object> inputs,
      Map<String, Map<String, String>> stepOutputs,
      Map<String, String> env,
      List<StepSpec> steps,
      List<String> completed) {

    Builder(ExecutionId execution, List<StepSpec> steps) {
      this(
          execution,
          1,
          1,
          "file:///nowhere",
          "0".repeat(40),
          null,
          true,
          Map.of(),
          Map.of(),
          Map.of(),
          steps,
          List.of());
    }

    Builder of(Origin origin, String commit) {
      return new Builder(
          execution,
          number,
          epoch,
          origin.url(),
          commit,
          workspace,
          last,
          inputs,
          stepOutputs,
          env,
          steps,
          completed);
    }

    Builder notLast() {
      return new Builder(
          execution,
          number,
          epoch,
          url,
          commit,
          workspace,
          false,
          inputs,
          stepOutputs,
          env,
          steps,
          completed);
    }

    Builder inputs(Map<String, Object> values) {
      return new Builder(
          execution,
          number,
          epoch,
          url,
          commit,
          workspace,
          last,
          values,
          stepOutputs,
          env,
          steps,
          completed);
    }

    Builder env(Map<String, String> values) {
      return new Builder(
          execution,
          number,
          epoch,
          url,
          commit,
          workspace,
          last,
          inputs,
          stepOutputs,
          values,
          steps,
          completed);
    }

    /// The same job, handed out again.
    Builder again(Map<String, Map<String, String>> completedOutputs, String... ids) {
      return new Builder(
          execution,
          number,
          epoch + 1,
          url,
          commit,
          workspace,
          last,
          inputs,
          completedOutputs,
          env,
          steps,
          List.of(ids));
    }

    /// The execution's next job, which goes on from this one's snapshot.
    Builder next(StepSpec... others) {
      return new Builder(
          execution,
          number + 1,
          1,
          url,
          commit,
          job().snapshot(),
          true,
          inputs,
          stepOutputs,
          env,
          List.of(others),
          List.of());
    }

    /// As if it were a job of the other's execution.
    Builder withExecutionOf(Builder other) {
      return new Builder(
          other.execution,
          number,
          epoch,
          url,
          commit,
          workspace,
          last,
          inputs,
          stepOutputs,
          env,
          steps,
          completed);
    }

    Job.RunSteps job() {
      return new Job.RunSteps(
          RUN,
          execution,
          JobId.of(execution, number),
          epoch,
          RepositoryRef.parse("acme/lib:main"),
          url,
          "main",
          commit,
          "release",
          workspace,
          last,
          inputs,
          null,
          stepOutputs,
          env,
          steps,
          completed,
          steps.stream().flatMap(s -> s.secrets().values().stream()).distinct().toList());
    }
  }
}
