package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Status;
import dev.tako.contract.StepEvent;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.OnChildFailure;
import dev.tako.manifest.Step;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.template.TemplateException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of an execution, one after the other; a step is complete when its command succeeded
/// and every event it emitted has been consumed (rule R2).
final class Steps {
  private final Draft draft;
  private final Executions executions;
  private final Reactions reactions;
  private final Jobs jobs;

  Steps(Draft draft, Executions executions) {
    this.draft = draft;
    this.executions = executions;
    this.reactions = new Reactions(draft, executions);
    this.jobs = new Jobs(draft);
  }

  /// Goes on with the step at `index`, until something has to be waited for.
  void advance(ExecutionId id, int index) {
    Workflow workflow = executions.workflowOf(draft.get(id));
    int next = index;
    while (next < workflow.steps().size()) {
      if (!(workflow.steps().get(next) instanceof FanOutStep fanOut)) {
        jobs.handOut(draft.get(id), workflow, next);
        return;
      }
      if (!passes(id, workflow, fanOut, next)) {
        return;
      }
      next++;
    }
    executions.complete(id);
  }

  /// Runs a fan-out here, without a runner.
  ///
  /// @return whether the execution can go on at once
  private boolean passes(ExecutionId id, Workflow workflow, FanOutStep step, int index) {
    Execution execution = draft.get(id);
    Expression condition = step.condition();
    try {
      if (condition != null && !condition.test(Scopes.of(draft, execution, workflow, null))) {
        draft.putStep(
            execution,
            index,
            execution.step(index).ended(Status.SKIPPED, "if: " + condition.source(), draft.at));
        return true;
      }
    } catch (ExpressionException e) {
      return stepFailed(
          id,
          index,
          Status.FAILED,
          null,
          "if could not be evaluated: " + e.getMessage(),
          List.of());
    }
    draft.putStep(execution, index, execution.step(index).started(draft.at));
    return succeeded(id, workflow, index, Map.of());
  }

  /// The command of a step succeeded: emit its events, and wait if anybody reacts.
  ///
  /// @return whether the execution can go on at once
  boolean succeeded(ExecutionId id, Workflow workflow, int index, Map<String, String> outputs) {
    Execution execution = draft.get(id);
    Step step = workflow.steps().get(index);
    List<StepEvent> events;
    try {
      events = reactions.render(execution, workflow, step, outputs);
    } catch (TemplateException e) {
      return stepFailed(
          id,
          index,
          Status.FAILED,
          null,
          "the event's payload cannot be rendered: " + e.getMessage(),
          List.of());
    }
    int reacting = reactions.emit(execution, step, events);
    boolean waits = !(step instanceof FanOutStep fanOut) || fanOut.waitForChildren();
    Execution current = draft.get(id);
    if (reacting == 0 || !waits) {
      draft.putStep(current, index, current.step(index).completed(outputs, draft.at));
      return true;
    }
    draft.putStep(current, index, current.step(index).waiting(outputs, reacting));
    draft.put(draft.get(id).in(new ExecutionState.Waiting(index)));
    if (step instanceof FanOutStep && step.timeout() != null) {
      draft.timer(Timers.fanOut(id, index), step.timeout());
    }
    return false;
  }

  /// A step failed by itself; its `on_failure` commands have run already.
  ///
  /// @return whether the execution goes on all the same
  boolean stepFailed(
      ExecutionId id,
      int index,
      Status status,
      @Nullable Integer exitCode,
      String message,
      List<String> lastLines) {
    Execution execution = draft.get(id);
    Step step = executions.workflowOf(execution).steps().get(index);
    draft.putStep(
        execution,
        index,
        execution.step(index).failed(status, exitCode, message, lastLines, draft.at));
    if (step.continueOnError()) {
      return true;
    }
    executions.fail(
        id,
        status,
        new Failure(
            id, execution.repo(), execution.workflow(), step.id(), exitCode, message, lastLines));
    return false;
  }

  /// One reaction to a step ended; the last one lets the execution go on, or fails it with
  /// everything that went wrong (rule R8).
  void reactionEnded(Cause.Reaction cause, Execution reaction) {
    Execution parent = draft.get(cause.parent());
    int index = parent.indexOf(cause.stepId());
    StepState step = parent.step(index);
    if (step.status() != Status.WAITING) {
      if (reaction.status() != Status.COMPLETED && !parentWasEnded(parent, step)) {
        draft.fail(describe(reaction));
      }
      return;
    }
    draft.putStep(parent, index, step.reactionEnded(failuresOf(reaction)));
    Execution current = draft.get(parent.id());
    if (current.step(index).openReactions() == 0) {
      joined(current, index);
    }
  }

  /// A step that did not wait (`wait_for_children: false`) lets failures count against the run; a
  /// parent that was cancelled has said so itself.
  private static boolean parentWasEnded(Execution parent, StepState step) {
    return parent.hasEnded() && step.status() != Status.COMPLETED;
  }

  private void joined(Execution parent, int index) {
    Workflow workflow = executions.workflowOf(parent);
    Step step = workflow.steps().get(index);
    StepState state = parent.step(index);
    stopWaiting(parent, index);
    boolean tolerated =
        step instanceof FanOutStep fanOut && fanOut.onChildFailure() == OnChildFailure.CONTINUE;
    if (state.failedReactions() == 0 || tolerated) {
      draft.putStep(parent, index, state.completed(state.outputs(), draft.at));
      advance(parent.id(), index + 1);
      return;
    }
    String message = summary(state);
    draft.putStep(parent, index, state.ended(Status.FAILED, message, draft.at));
    if (step.continueOnError()) {
      advance(parent.id(), index + 1);
      return;
    }
    Failure failure =
        new Failure(
            parent.id(), parent.repo(), parent.workflow(), step.id(), null, message, List.of());
    if (step.onFailure().isEmpty()) {
      executions.fail(parent.id(), Status.FAILED, failure);
    } else {
      jobs.handOutCleanUp(draft.get(parent.id()), workflow, index, failure);
    }
  }

  /// Nobody waits for the reactions to this step any more.
  void stopWaiting(Execution parent, int index) {
    Step step = executions.workflowOf(parent).steps().get(index);
    if (step instanceof FanOutStep && step.timeout() != null) {
      draft.clearTimer(Timers.fanOut(parent.id(), index));
    }
  }

  private static String summary(StepState step) {
    String count =
        step.failedReactions() == 1
            ? "1 reaction did not complete: "
            : step.failedReactions() + " reactions did not complete: ";
    return count
        + String.join("; ", step.failures().stream().map(Failure::oneLine).toList())
        + (step.failedReactions() > StepState.KEPT_FAILURES ? "; …" : "");
  }

  /// The leaves: where a reaction failed because of its own reactions, theirs.
  private static List<Failure> failuresOf(Execution reaction) {
    if (reaction.status() == Status.COMPLETED) {
      return List.of();
    }
    List<Failure> nested =
        reaction.steps().stream()
            .filter(step -> step.status() == Status.FAILED)
            .flatMap(step -> step.failures().stream())
            .toList();
    if (!nested.isEmpty()) {
      return nested;
    }
    Failure own = reaction.failure();
    return List.of(
        own != null
            ? own
            : new Failure(
                reaction.id(),
                reaction.repo(),
                reaction.workflow(),
                null,
                null,
                reaction.status().word(),
                List.of()));
  }

  private static String describe(Execution reaction) {
    return failuresOf(reaction).getFirst().oneLine();
  }
}
