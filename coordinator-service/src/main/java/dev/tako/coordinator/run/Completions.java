package dev.tako.coordinator.run;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.Completion.StepCompleted;
import dev.tako.contract.Completion.StepFailed;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Status;
import dev.tako.manifest.Step;
import dev.tako.manifest.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What runners report of a job, and what their silence means.
final class Completions {
  private final Draft draft;
  private final Executions executions;
  private final Jobs jobs;

  Completions(Draft draft, Executions executions) {
    this.draft = draft;
    this.executions = executions;
    this.jobs = new Jobs(draft);
  }

  /// The job an execution has out; null when it has none.
  static @Nullable JobRun jobOf(Execution execution) {
    return switch (execution.state()) {
      case ExecutionState.Running(JobRun job) -> job;
      case ExecutionState.CleaningUp(JobRun job, _) -> job;
      case ExecutionState.Pending _,
          ExecutionState.Held _,
          ExecutionState.Queued _,
          ExecutionState.Waiting _,
          ExecutionState.Ended _ ->
          null;
    };
  }

  /// Why a report must not be believed; null when it may be. The epoch and the runner that took the
  /// job first fence all others.
  static @Nullable String stale(@Nullable JobRun job, Completion fact) {
    if (job == null || !job.id().equals(fact.jobId())) {
      return "job " + fact.jobId() + " is over";
    }
    if (job.epoch() != fact.epoch()) {
      return "job %s is in epoch %d, the report is of epoch %d"
          .formatted(job.id(), job.epoch(), fact.epoch());
    }
    if (job.runner() != null && !job.runner().equals(fact.runner())) {
      return "job %s is with %s, the report is of %s"
          .formatted(job.id(), job.runner(), fact.runner());
    }
    return null;
  }

  /// Whether a job's runner says again that a step of it has ended.
  static boolean isKnown(Execution execution, JobRun job, Completion fact) {
    if (job.runner() == null || !(fact instanceof StepCompleted completed)) {
      return false;
    }
    int index = execution.indexOf(completed.stepId());
    return index >= job.first()
        && index <= job.last()
        && execution.step(index).status().isTerminal();
  }

  void apply(Execution execution, JobRun job, Completion fact) {
    if (job.runner() == null) {
      jobs.taken(execution, job, fact.runner());
    }
    switch (fact) {
      case Completion.JobStarted _ -> {}
      case Completion.Heartbeat _ -> jobs.stillAlive(job);
      case Completion.JobFailed failed -> jobFailed(execution.id(), job, failed.message());
      case Completion.StepStarted started -> stepStarted(execution.id(), started.stepId());
      case StepCompleted completed -> {
        moveHead(execution, completed.pushedCommit());
        stepEnded(
            execution.id(),
            job,
            completed.stepId(),
            (workflow, index) ->
                executions.steps().succeeded(execution.id(), workflow, index, completed.outputs()));
      }
      case Completion.StepSkipped skipped ->
          stepEnded(
              execution.id(),
              job,
              skipped.stepId(),
              (_, index) -> {
                Execution current = draft.get(execution.id());
                draft.putStep(
                    current,
                    index,
                    current.step(index).ended(Status.SKIPPED, skipped.reason(), draft.at));
                return true;
              });
      case StepFailed failed -> {
        moveHead(execution, failed.pushedCommit());
        stepEnded(
            execution.id(),
            job,
            failed.stepId(),
            (_, index) ->
                executions
                    .steps()
                    .stepFailed(
                        execution.id(),
                        index,
                        statusOf(failed.failure()),
                        failed.exitCode(),
                        failed.message(),
                        failed.lastLines()));
      }
    }
  }

  /// The runner was not heard of: its job goes to another, unless this job seems to be what ends
  /// runners.
  void leaseRanOut(Execution execution, JobRun job) {
    if (job.runner() == null) {
      jobs.queueAgain(execution, executions.workflowOf(execution), job);
      return;
    }
    if (job.epoch() >= Leases.MOST_EPOCHS) {
      jobs.recall(execution, job, "given up");
      executions.fail(
          execution.id(),
          Status.FAILED,
          null,
          "Expected a runner to finish job %s, but %d runners in a row were not heard of any more while they had it."
              .formatted(job.id(), Leases.MOST_EPOCHS));
      return;
    }
    jobs.handOutAgain(execution, executions.workflowOf(execution), job);
  }

  /// The reactions to a fan-out took too long: they are cancelled and the step fails.
  void fanOutTimedOut(ExecutionId id, int index) {
    Execution execution = draft.get(id);
    if (!(execution.state() instanceof ExecutionState.Waiting(int waiting)) || waiting != index) {
      return;
    }
    Step step = executions.workflowOf(execution).steps().get(index);
    String why =
        "%d of the reactions to step %s did not end within its timeout of %s"
            .formatted(
                execution.step(index).openReactions(), step.id(), Texts.duration(step.timeout()));
    if (executions.steps().stepFailed(id, index, Status.TIMED_OUT, null, why, List.of())) {
      executions.steps().advance(id, index + 1);
    }
    executions.cancelReactions(id, why);
  }

  private interface Outcome {
    /// Whether the execution goes on with the next step at once.
    boolean apply(Workflow workflow, int index);
  }

  private void stepStarted(ExecutionId id, String stepId) {
    Execution execution = draft.get(id);
    int index = execution.indexOf(stepId);
    if (index >= 0 && !execution.step(index).status().isTerminal()) {
      draft.putStep(execution, index, execution.step(index).started(draft.at));
    }
  }

  private void stepEnded(ExecutionId id, JobRun job, String stepId, Outcome outcome) {
    Execution execution = draft.get(id);
    if (execution.state() instanceof ExecutionState.CleaningUp cleaning) {
      if (stepId.endsWith(".on_failure." + (job.last() + 1))) {
        jobOver(id, job);
        executions.fail(id, Status.FAILED, cleaning.failure());
      }
      return;
    }
    int index = execution.indexOf(stepId);
    if (index < job.first() || index > job.last() || execution.step(index).status().isTerminal()) {
      return;
    }
    boolean lastOfJob = index == job.last();
    if (lastOfJob) {
      jobOver(id, job);
    }
    boolean goesOn = outcome.apply(executions.workflowOf(execution), index);
    if (lastOfJob && goesOn) {
      executions.steps().advance(id, index + 1);
    } else if (!lastOfJob && !goesOn) {
      jobs.recall(draft.get(id), job, "step " + stepId + " failed");
    }
  }

  private void jobFailed(ExecutionId id, JobRun job, String message) {
    Execution execution = draft.get(id);
    jobOver(id, job);
    if (execution.state() instanceof ExecutionState.CleaningUp cleaning) {
      executions.fail(id, Status.FAILED, cleaning.failure());
    } else {
      executions.fail(id, Status.FAILED, null, message);
    }
  }

  private void jobOver(ExecutionId id, JobRun job) {
    draft.clearTimer(job.leaseTimer());
    draft.put(draft.get(id).keeping(job.snapshot()));
  }

  private void moveHead(Execution execution, @Nullable String pushedCommit) {
    if (pushedCommit != null) {
      draft.moveHead(execution.repo(), pushedCommit);
    }
  }

  private static Status statusOf(FailureKind kind) {
    return switch (kind) {
      case TIMED_OUT -> Status.TIMED_OUT;
      case CANCELLED -> Status.CANCELLED;
      case EXIT_CODE, INVALID, LIMIT -> Status.FAILED;
    };
  }
}
