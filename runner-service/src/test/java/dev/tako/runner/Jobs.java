package dev.tako.runner;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job;
import dev.tako.contract.JobId;
import dev.tako.contract.RunId;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes jobs for tests; each `job()` is of another execution, and what is not said is empty. A
/// change gives another job and leaves this one as it is.
final class Jobs {
  private static final AtomicInteger EXECUTIONS = new AtomicInteger();
  private static final RunId RUN = new RunId("exec-20261123-101500-0a1b2c3d");

  private ExecutionId execution;
  private int number = 1;
  private int epoch = 1;
  private String url = "file:///nowhere";
  private String commit = "0".repeat(40);
  private @Nullable String workspace;
  private boolean last = true;
  private Map<String, Object> inputs = Map.of();
  private Map<String, Map<String, String>> stepOutputs = Map.of();
  private Map<String, String> env = Map.of();
  private List<StepSpec> steps;
  private List<String> completed = List.of();

  private Jobs(ExecutionId execution, List<StepSpec> steps) {
    this.execution = execution;
    this.steps = steps;
  }

  static Jobs job(StepSpec... steps) {
    return new Jobs(ExecutionId.of(RUN, EXECUTIONS.incrementAndGet()), List.of(steps));
  }

  private Jobs with(Consumer<Jobs> change) {
    Jobs changed = new Jobs(execution, steps);
    changed.number = number;
    changed.epoch = epoch;
    changed.url = url;
    changed.commit = commit;
    changed.workspace = workspace;
    changed.last = last;
    changed.inputs = inputs;
    changed.stepOutputs = stepOutputs;
    changed.env = env;
    changed.completed = completed;
    change.accept(changed);
    return changed;
  }

  Jobs of(Origin origin, String commit) {
    return with(job -> {
      job.url = origin.url();
      job.commit = commit;
    });
  }

  Jobs notLast() {
    return with(job -> job.last = false);
  }

  Jobs inputs(Map<String, Object> values) {
    return with(job -> job.inputs = values);
  }

  Jobs env(Map<String, String> values) {
    return with(job -> job.env = values);
  }

  /// The same job, handed out again.
  Jobs again(Map<String, Map<String, String>> completedOutputs, String... ids) {
    return with(job -> {
      job.epoch = epoch + 1;
      job.stepOutputs = completedOutputs;
      job.completed = List.of(ids);
    });
  }

  /// The execution's next job, which goes on from this one's snapshot.
  Jobs next(StepSpec... others) {
    return with(job -> {
      job.number = number + 1;
      job.epoch = 1;
      job.workspace = job().snapshot();
      job.last = true;
      job.steps = List.of(others);
      job.completed = List.of();
    });
  }

  /// As if it were a job of the other's execution.
  Jobs withExecutionOf(Jobs other) {
    return with(job -> job.execution = other.execution);
  }

  ExecutionId execution() {
    return execution;
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
