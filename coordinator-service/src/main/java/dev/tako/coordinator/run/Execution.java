package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// One workflow on one repository inside a run.
///
/// @param inputs resolved: defaults filled in, types as declared
/// @param event the event it reacts to, as templates see it; null unless it is a reaction
/// @param commit what its workspace starts from; null until it begins
/// @param jobs how many jobs it has had
/// @param workspace the snapshot its next job goes on from; null before the first job ended
/// @param failure what went wrong, when it did not complete
public record Execution(
    ExecutionId id,
    RepositoryRef repo,
    String workflow,
    Cause cause,
    Map<String, Object> inputs,
    @Nullable Map<String, Object> event,
    ExecutionState state,
    PVector<StepState> steps,
    @Nullable String commit,
    int jobs,
    @Nullable String workspace,
    @Nullable Failure failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  public Status status() {
    return state.status();
  }

  boolean hasEnded() {
    return state instanceof ExecutionState.Ended;
  }

  /// Whether it keeps others of its repository and workflow waiting.
  public boolean occupiesItsTurn() {
    return switch (state) {
      case ExecutionState.Running _, ExecutionState.Waiting _, ExecutionState.CleaningUp _ -> true;
      case ExecutionState.Pending _,
          ExecutionState.Held _,
          ExecutionState.Queued _,
          ExecutionState.Ended _ ->
          false;
    };
  }

  StepState step(int index) {
    return steps.get(index);
  }

  int indexOf(String stepId) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(stepId)) {
        return i;
      }
    }
    return -1;
  }

  /// Outputs of the steps so far, by step id.
  Map<String, Map<String, String>> outputs() {
    Map<String, Map<String, String>> outputs = new HashMap<>();
    for (StepState step : steps) {
      if (step.status() != Status.PENDING && step.status() != Status.SKIPPED) {
        outputs.put(step.id(), step.outputs());
      }
    }
    return outputs;
  }

  Execution in(ExecutionState state) {
    return new Execution(
        id, repo, workflow, cause, inputs, event, state, steps, commit, jobs, workspace, failure,
        createdAt, startedAt, endedAt);
  }

  Execution with(int index, StepState step) {
    return new Execution(
        id,
        repo,
        workflow,
        cause,
        inputs,
        event,
        state,
        steps.with(index, step),
        commit,
        jobs,
        workspace,
        failure,
        createdAt,
        startedAt,
        endedAt);
  }

  Execution withInputs(Map<String, Object> inputs) {
    return new Execution(
        id, repo, workflow, cause, inputs, event, state, steps, commit, jobs, workspace, failure,
        createdAt, startedAt, endedAt);
  }

  Execution begun(String commit, Instant at) {
    return new Execution(
        id, repo, workflow, cause, inputs, event, state, steps, commit, jobs, workspace, failure,
        createdAt, at, endedAt);
  }

  Execution handedOut(JobRun job) {
    return new Execution(
        id,
        repo,
        workflow,
        cause,
        inputs,
        event,
        new ExecutionState.Running(job),
        steps,
        commit,
        job.epoch() == 1 ? jobs + 1 : jobs,
        workspace,
        failure,
        createdAt,
        startedAt,
        endedAt);
  }

  Execution keeping(String workspace) {
    return new Execution(
        id, repo, workflow, cause, inputs, event, state, steps, commit, jobs, workspace, failure,
        createdAt, startedAt, endedAt);
  }

  Execution ended(Status status, @Nullable Failure failure, @Nullable String reason, Instant at) {
    return new Execution(
        id,
        repo,
        workflow,
        cause,
        inputs,
        event,
        new ExecutionState.Ended(status, reason),
        steps,
        commit,
        jobs,
        workspace,
        failure,
        createdAt,
        startedAt,
        at);
  }
}
