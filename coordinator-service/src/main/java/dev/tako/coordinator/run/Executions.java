package dev.tako.coordinator.run;

import dev.tako.contract.Control;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Status;
import dev.tako.coordinator.run.Queues.FanOut;
import dev.tako.coordinator.run.Queues.Turn;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePVector;

/// The life of an execution: created, its turn in the queue (rule R5), begun, ended, and who has to
/// hear of it.
final class Executions {
  private static final String NEVER_STARTED = "the execution ended before it";

  private final Draft draft;
  private final Steps steps;
  private final Dependents dependents;

  Executions(Draft draft) {
    this.draft = draft;
    this.steps = new Steps(draft, this);
    this.dependents = new Dependents(draft, this);
  }

  Steps steps() {
    return steps;
  }

  Dependents dependents() {
    return dependents;
  }

  Execution create(
      RepositoryRef repo,
      Workflow workflow,
      Cause cause,
      Map<String, Object> inputs,
      @Nullable Map<String, Object> event) {
    Execution execution =
        new Execution(
            draft.nextId(),
            repo,
            workflow.name(),
            cause,
            inputs,
            event,
            new ExecutionState.Pending(
                cause instanceof Cause.Dependent(List<RepositoryRef> parents) ? parents.size() : 0,
                null),
            TreePVector.from(
                workflow.steps().stream().map(step -> StepState.pending(step.id())).toList()),
            null,
            0,
            null,
            null,
            draft.at,
            null,
            null);
    draft.add(execution);
    return execution;
  }

  /// Begins the execution, or puts it in the queue when its repository's workflow is busy.
  void enter(ExecutionId id) {
    Execution execution = draft.get(id);
    if (execution.hasEnded()) {
      return;
    }
    Turn turn = Turn.of(execution);
    if (draft.takeTurn(turn, id)) {
      begin(id);
    } else {
      draft.enqueue(turn, execution);
    }
  }

  private void begin(ExecutionId id) {
    Execution execution = draft.get(id);
    if (execution.hasEnded()) {
      return; // cancelled in the same breath as the one before it
    }
    Workflow workflow = workflowOf(execution);
    draft.put(execution.begun(draft.commitOf(execution.repo()), draft.at));
    if (workflow.timeout() != null) {
      draft.timer(Timers.workflow(id), workflow.timeout());
    }
    steps.advance(id, 0);
  }

  void complete(ExecutionId id) {
    end(id, Status.COMPLETED, null, null);
  }

  /// Ends the execution because of a step.
  void fail(ExecutionId id, Status status, Failure failure) {
    end(id, status, failure, failure.oneLine());
  }

  /// Ends the execution for a reason of its own.
  void fail(ExecutionId id, Status status, @Nullable String stepId, String why) {
    Execution execution = draft.get(id);
    Failure failure =
        new Failure(id, execution.repo(), execution.workflow(), stepId, null, why, List.of());
    end(id, status, failure, why);
  }

  void skip(ExecutionId id, String why) {
    end(id, Status.SKIPPED, null, why);
  }

  /// Ends the execution and, first, everything that reacts to it.
  void cancel(ExecutionId id, Status status, String why) {
    Execution execution = draft.get(id);
    if (execution.hasEnded()) {
      return;
    }
    JobRun job =
        switch (execution.state()) {
          case ExecutionState.Running(JobRun running) -> running;
          case ExecutionState.CleaningUp(JobRun running, _) -> running;
          case ExecutionState.Pending _,
              ExecutionState.Held _,
              ExecutionState.Queued _,
              ExecutionState.Waiting _,
              ExecutionState.Ended _ ->
              null;
        };
    if (job != null) {
      new Jobs(draft).recall(execution, job, why);
    }
    for (int i = 0; i < execution.steps().size(); i++) {
      StepState step = execution.step(i);
      if (step.status() == Status.RUNNING || step.status() == Status.WAITING) {
        draft.putStep(draft.get(id), i, step.ended(status, why, draft.at));
      }
    }
    if (execution.state() instanceof ExecutionState.Waiting(int step)) {
      steps.stopWaiting(execution, step);
    }
    Failure failure =
        new Failure(id, execution.repo(), execution.workflow(), null, null, why, List.of());
    end(id, status, failure, why);
    cancelReactions(id, "the execution it reacts to ended: " + why);
  }

  /// Ends the executions that react to a step of `parent`.
  void cancelReactions(ExecutionId parent, String why) {
    draft.reactionsTo(parent).forEach(child -> cancel(child, Status.CANCELLED, why));
  }

  private void end(
      ExecutionId id, Status status, @Nullable Failure failure, @Nullable String reason) {
    Execution execution = draft.get(id);
    if (execution.hasEnded()) {
      return;
    }
    boolean workspaceLeft =
        execution.jobs() > 0
            && (status != Status.COMPLETED || execution.state() instanceof ExecutionState.Waiting);
    for (int i = 0; i < execution.steps().size(); i++) {
      if (execution.step(i).status() == Status.PENDING) {
        draft.putStep(
            draft.get(id), i, execution.step(i).ended(Status.SKIPPED, NEVER_STARTED, draft.at));
      }
    }
    draft.put(draft.get(id).ended(status, failure, reason, draft.at));
    if (workflowOf(execution).timeout() != null) {
      draft.clearTimer(Timers.workflow(id));
    }
    if (workspaceLeft) {
      draft.effect(new Effect.Tell(new Control.DropWorkspace(id)));
    }
    ExecutionId next = draft.passTurn(Turn.of(execution), id);
    if (next != null) {
      draft.later(() -> begin(next));
    }
    passPlace(execution);
    Execution ended = draft.get(id);
    switch (ended.cause()) {
      case Cause.Reaction reaction -> draft.later(() -> steps.reactionEnded(reaction, ended));
      case Cause.Root _, Cause.Dependent _ -> {
        if (status != Status.COMPLETED) {
          draft.fail(reason == null ? status.word() : reason);
        }
        draft.later(() -> dependents.parentEnded(ended));
      }
    }
  }

  /// Lets the reaction that has been held longest take the place of one that ended.
  private void passPlace(Execution ended) {
    FanOut fanOut = FanOut.of(ended);
    if (fanOut == null) {
      return;
    }
    switch (ended.state()) {
      case ExecutionState.Held _ -> draft.noLongerHeld(fanOut, ended.id());
      case ExecutionState.Queued _,
          ExecutionState.Running _,
          ExecutionState.Waiting _,
          ExecutionState.CleaningUp _ ->
          draft.later(() -> {
            ExecutionId next = draft.nextHeld(fanOut);
            if (next != null) {
              enter(next);
            }
          });
      case ExecutionState.Pending _, ExecutionState.Ended _ -> {} // it never had a place
    }
  }

  Workflow workflowOf(Execution execution) {
    return draft.plan.workflow(execution.repo(), execution.workflow());
  }
}
