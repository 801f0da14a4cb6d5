package dev.tako.runner.step;

import dev.tako.contract.Job;
import dev.tako.contract.StepSpec;
import dev.tako.runner.secret.JobSecrets;
import dev.tako.runner.secret.Masking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes one job through its steps.
///
/// ```
/// for each step:  completed by an earlier epoch ─► nothing (run again silently if its effects are lost)
///                 if is false                   ─► step-skipped
///                 nothing to run                ─► step-started, step-completed
///                 a command                     ─► workspace, step-started, tries,
///                                                  step-completed | step-failed
/// ```
///
/// The workspace is opened at the first step with a command; before the last step is reported, it
/// is kept for the execution's next job.
public final class JobRun {

  /// How a job ended here.
  public enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED,
    /// Nothing was said: another runner will do it.
    ABANDONED
  }

  private final Job.RunSteps job;
  private final JobReports reports;
  private final Workspaces workspaces;
  private final Commands commands;
  private final StopSignal stop;
  private final Function<String, StepLog> logs;
  private final JobSecrets secrets;
  private final StepPreparer preparer;
  private final Map<String, Map<String, String>> outputs;
  private @Nullable Workspace workspace;

  /// @param logs where what a step prints goes, by step id
  /// @param traceparent handed to the steps
  public JobRun(
      Job.RunSteps job,
      JobReports reports,
      Workspaces workspaces,
      Commands commands,
      StopSignal stop,
      Function<String, StepLog> logs,
      JobSecrets secrets,
      @Nullable String traceparent) {
    this.job = job;
    this.reports = reports;
    this.workspaces = workspaces;
    this.commands = commands;
    this.stop = stop;
    this.logs = logs;
    this.secrets = secrets;
    this.preparer = new StepPreparer(job, secrets, traceparent);
    this.outputs = new HashMap<>(job.stepOutputs());
  }

  public Outcome run() {
    try {
      for (StepSpec step : job.steps()) {
        if (job.completed().contains(step.id())) {
          continue;
        }
        Outcome outcome = stop.isSet() ? stopped(step, List.of()) : step(step);
        if (outcome != Outcome.COMPLETED) {
          return outcome;
        }
      }
      return Outcome.COMPLETED;
    } catch (PreparationException e) {
      if (stop.reason() instanceof StopSignal.Abandon) {
        return Outcome.ABANDONED;
      }
      reports.jobFailed(e.getMessage());
      return Outcome.FAILED;
    }
  }

  private Outcome step(StepSpec step) throws PreparationException {
    return switch (preparer.prepare(step, outputs)) {
      case Preparation.Skip(String reason) -> {
        if (workspace != null) {
          workspace.ended(step.id());
        }
        keepAfter(step);
        reports.stepSkipped(step.id(), reason);
        yield Outcome.COMPLETED;
      }
      case Preparation.Nothing() -> {
        reports.stepStarted(step.id());
        if (workspace != null) {
          workspace.ended(step.id());
        }
        keepAfter(step);
        completed(step, Map.of(), null);
        yield Outcome.COMPLETED;
      }
      case Preparation.Invalid(String message) -> {
        reports.stepStarted(step.id());
        yield failed(step, Failure.invalid(message, List.of()), null);
      }
      case Preparation.Run run -> command(step, run);
    };
  }

  private Outcome command(StepSpec step, Preparation.Run run) throws PreparationException {
    Workspace in = openedFor(step);
    if (stop.isSet()) {
      return stopped(step, List.of());
    }
    reports.stepStarted(step.id());
    in.begins(step.id());
    StepRun stepRun = new StepRun(step, run, in, commands, stop, logs.apply(step.id()));
    return switch (stepRun.run()) {
      case Attempt.Stopped(List<String> lastLines) -> stopped(step, lastLines);
      case Attempt.Succeeded(Map<String, String> values) -> {
        String pushed = in.pushedCommit();
        in.ended(step.id());
        keepAfter(step);
        completed(step, masked(values), pushed);
        yield Outcome.COMPLETED;
      }
      case Attempt.Failed(Failure failure) -> {
        stepRun.cleanUp();
        String pushed = in.pushedCommit();
        if (step.continueOnError()) {
          in.ended(step.id());
        }
        yield failed(step, failure, pushed);
      }
    };
  }

  /// The workspace with the effects of all steps before this one in it.
  private Workspace openedFor(StepSpec next) throws PreparationException {
    if (workspace == null) {
      Workspace opened = workspaces.open(job);
      List<String> done = opened.done();
      for (StepSpec step : job.steps()) {
        if (stop.isSet() || step.id().equals(next.id())) {
          break;
        }
        if (!done.contains(step.id())) {
          again(step, opened);
        }
      }
      workspace = opened;
    }
    return workspace;
  }

  private void again(StepSpec step, Workspace in) throws PreparationException {
    boolean completed = job.completed().contains(step.id());
    if (completed && preparer.prepare(step, outputs) instanceof Preparation.Run run) {
      in.begins(step.id());
      StepRun stepRun = new StepRun(step, run, in, commands, stop, (_, _) -> true);
      if (stepRun.run() instanceof Attempt.Failed(Failure failure) && !step.continueOnError()) {
        throw new PreparationException(
            "Step %s had completed and was run again to restore the workspace, but failed this time: %s"
                .formatted(step.id(), secrets.masking().apply(failure.message())),
            null);
      }
    }
    in.ended(step.id());
  }

  private void completed(StepSpec step, Map<String, String> values, @Nullable String pushed) {
    outputs.put(step.id(), values);
    reports.stepCompleted(step.id(), values, pushed);
  }

  private Map<String, String> masked(Map<String, String> values) {
    Masking masking = secrets.masking();
    Map<String, String> masked = new HashMap<>();
    values.forEach((name, value) -> masked.put(name, masking.apply(value)));
    return masked;
  }

  private Outcome failed(StepSpec step, Failure failure, @Nullable String pushed)
      throws PreparationException {
    if (step.continueOnError()) {
      keepAfter(step);
    }
    reports.stepFailed(
        step.id(), failure.masked(secrets.masking()), step.continueOnError(), pushed);
    return step.continueOnError() ? Outcome.COMPLETED : Outcome.FAILED;
  }

  private Outcome stopped(StepSpec step, List<String> lastLines) {
    return switch (stop.reason()) {
      case StopSignal.Cancel(String reason) -> {
        reports.stepCancelled(step.id(), reason, lastLines);
        yield Outcome.CANCELLED;
      }
      case StopSignal.Abandon() -> Outcome.ABANDONED;
      case null -> Outcome.ABANDONED;
    };
  }

  private void keepAfter(StepSpec step) throws PreparationException {
    if (!job.last() && step.id().equals(job.steps().getLast().id())) {
      workspaces.keep(job, workspace);
    }
  }
}
