package dev.tako.coordinator.run;

import dev.tako.contract.Completion;
import dev.tako.contract.Control;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Phase;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunCommand.CancelRun;
import dev.tako.contract.RunCommand.RefuseRun;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunCommand.TimerFired;
import dev.tako.contract.RunFact;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.Status;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a fact does to a run. Pure: the same plan, state and fact always give the same decision.
///
/// ```
/// StartRun ─► root + followers created ─► root begins ─► … ─► every execution ended ─► run ended
/// ```
public final class Decider {
  private Decider() {}

  /// The first decision of a run.
  public static Decision start(RunPlan plan, StartRun fact) {
    Draft draft = new Draft(plan, RunState.planned(fact), fact.at());
    Executions executions = new Executions(draft);
    Workflow workflow = plan.workflow(fact.repo(), fact.workflow());
    InputValues.Resolved inputs = InputValues.resolve(workflow, fact.inputs());
    Execution root =
        executions.create(fact.repo(), workflow, new Cause.Root(), inputs.values(), fact.event());
    executions.dependents().create();
    draft.start();
    if (inputs.problems().isEmpty()) {
      executions.enter(root.id());
      if (fact.event() != null && draft.allEnded()) {
        draft.explain(nobodyReacted(draft.considered(), fact.event()));
      }
    } else {
      executions.fail(root.id(), Status.FAILED, null, String.join("; ", inputs.problems()));
    }
    return draft.finish();
  }

  /// Why a run that is an event from outside had nothing to do.
  private static String nobodyReacted(int considered, Map<String, Object> event) {
    return switch (considered) {
      case 0 ->
          "nobody subscribes to %s %s of %s"
              .formatted(event.get("type"), event.get("schema_version"), event.get("artifact"));
      case 1 -> "the one subscription considered did not match; the run's events say why";
      default ->
          "none of the %d subscriptions considered matched; the run's events say why"
              .formatted(considered);
    };
  }

  /// The first and last decision of a run that planning refused.
  public static Decision refuse(RefuseRun fact) {
    return new Decision(
        RunState.refused(fact),
        Set.of(),
        List.of(
            new Effect.Announce(
                new RunLifecycle.RunChanged(
                    fact.runId(),
                    fact.repo(),
                    fact.workflow(),
                    Status.FAILED,
                    Phase.FAILED,
                    fact.reason(),
                    fact.at()))),
        null,
        List.of());
  }

  /// Whatever is said to a run that planning refused changes nothing.
  public static Decision refusedAlready(RunState state) {
    return Decision.ignored(state, "planning refused the run");
  }

  /// What `fact` does to a run that exists.
  public static Decision decide(RunPlan plan, RunState state, RunFact fact) {
    Decision decision =
        state.endedAt() != null
            ? Decision.ignored(state, "the run ended at " + state.endedAt())
            : switch (fact) {
              case RunCommand command -> command(plan, state, command);
              case Completion completion -> completion(plan, state, completion);
            };
    return decision.ignored() != null && fact instanceof Completion.StepCompleted completed
        ? decision.repeating(Reactions.emittedBefore(plan, state, completed))
        : decision;
  }

  private static Decision command(RunPlan plan, RunState state, RunCommand command) {
    return switch (command) {
      case StartRun _, RefuseRun _ -> Decision.ignored(state, "the run was started already");
      case CancelRun cancel -> {
        Draft draft = new Draft(plan, state, cancel.at());
        Executions executions = new Executions(draft);
        String why =
            "cancelled by " + cancel.by() + (cancel.reason() == null ? "" : ": " + cancel.reason());
        state.executions().keySet().stream()
            .sorted()
            .forEach(id -> executions.cancel(id, Status.CANCELLED, why));
        draft.end(Status.CANCELLED, why);
        yield draft.finish();
      }
      case TimerFired timer -> timer(plan, state, timer);
    };
  }

  private static Decision timer(RunPlan plan, RunState state, TimerFired fact) {
    String name = fact.timer();
    Draft draft = new Draft(plan, state, fact.at());
    Executions executions = new Executions(draft);
    draft.clearTimer(name);
    if (name.startsWith(Timers.LEASE)) {
      for (Execution execution : state.executions().values()) {
        JobRun job = Completions.jobOf(execution);
        if (job != null && job.leaseTimer().equals(name)) {
          new Completions(draft, executions).leaseRanOut(execution, job);
          break;
        }
      }
    } else if (name.startsWith(Timers.WORKFLOW)) {
      ExecutionId id = new ExecutionId(name.substring(Timers.WORKFLOW.length()));
      Execution execution = draft.get(id);
      executions.cancel(
          id,
          Status.TIMED_OUT,
          "workflow %s took longer than its timeout of %s"
              .formatted(
                  execution.workflow(),
                  Texts.duration(executions.workflowOf(execution).timeout())));
    } else if (name.startsWith(Timers.FAN_OUT)) {
      int slash = name.lastIndexOf('/');
      ExecutionId id = new ExecutionId(name.substring(Timers.FAN_OUT.length(), slash));
      new Completions(draft, executions)
          .fanOutTimedOut(id, Integer.parseInt(name.substring(slash + 1)));
    }
    return draft.finish();
  }

  private static Decision completion(RunPlan plan, RunState state, Completion fact) {
    Execution execution = state.executions().get(fact.executionId());
    if (execution == null) {
      return Decision.ignored(state, "there is no execution " + fact.executionId());
    }
    JobRun job = Completions.jobOf(execution);
    String stale = Completions.stale(job, fact);
    if (stale == null && job != null && Completions.isKnown(execution, job, fact)) {
      return Decision.ignored(state, "it was reported before");
    }
    Draft draft = new Draft(plan, state, fact.at());
    if (stale != null || job == null) {
      Decision ignored = Decision.ignored(state, stale == null ? "it has no job" : stale);
      return fact instanceof Completion.JobStarted started ? recalled(ignored, started) : ignored;
    }
    new Completions(draft, new Executions(draft)).apply(execution, job, fact);
    return draft.finish();
  }

  /// A runner started what is not its to run: it is told to stop.
  private static Decision recalled(Decision ignored, Completion.JobStarted started) {
    return new Decision(
        ignored.state(),
        Set.of(),
        List.of(
            new Effect.Tell(
                new Control.CancelJob(
                    started.executionId(),
                    started.jobId(),
                    started.epoch(),
                    started.runner(),
                    String.valueOf(ignored.ignored())))),
        ignored.ignored(),
        List.of());
  }
}
