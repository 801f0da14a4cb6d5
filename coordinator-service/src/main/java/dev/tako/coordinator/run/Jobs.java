package dev.tako.coordinator.run;

import dev.tako.contract.Control;
import dev.tako.contract.Job;
import dev.tako.contract.JobId;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.Step;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.List;

/// Hands steps to runners and takes them back from those that are not heard of any more.
final class Jobs {
  private final Draft draft;

  Jobs(Draft draft) {
    this.draft = draft;
  }

  /// The longest stretch of steps from `first` after which nobody can be waiting.
  int lastOf(Execution execution, Workflow workflow, int first) {
    int index = first;
    while (index + 1 < workflow.steps().size()
        && !(workflow.steps().get(index + 1) instanceof FanOutStep)
        && !draft.plan.hasCandidates(execution.repo(), workflow, workflow.steps().get(index))) {
      index++;
    }
    return index;
  }

  void handOut(Execution execution, Workflow workflow, int first) {
    JobRun job =
        new JobRun(
            JobId.of(execution.id(), execution.jobs() + 1),
            1,
            first,
            lastOf(execution, workflow, first),
            null);
    Execution running = execution.handedOut(job);
    draft.put(running);
    queue(message(running, workflow, job));
  }

  private void queue(Job.RunSteps message) {
    draft.effect(new Effect.HandOut(message));
    draft.timer(JobRun.leaseTimer(message.jobId(), message.epoch()), Leases.UNCLAIMED);
  }

  /// Hands out the `on_failure` commands of a step whose reactions failed.
  void handOutCleanUp(Execution execution, Workflow workflow, int index, Failure failure) {
    Step step = workflow.steps().get(index);
    JobRun job =
        new JobRun(
            JobId.of(execution.id(), execution.jobs() + 1),
            1,
            0,
            step.onFailure().size() - 1,
            null);
    Execution cleaning = execution.handedOut(job).in(new ExecutionState.CleaningUp(job, failure));
    draft.put(cleaning);
    queue(message(cleaning, workflow, job, StepSpecs.cleaningUp(workflow, step), List.of(), true));
  }

  void taken(Execution execution, JobRun job, String runner) {
    draft.put(replace(execution, job.takenBy(runner)));
    draft.timer(job.leaseTimer(), Leases.LEASE);
  }

  void stillAlive(JobRun job) {
    draft.timer(job.leaseTimer(), Leases.LEASE);
  }

  /// The lease ran out: the same steps for another runner, under an epoch that refuses the old
  /// one's words.
  void handOutAgain(Execution execution, Workflow workflow, JobRun job) {
    recall(execution, job, "its runner was not heard of for " + Leases.LEASE.toSeconds() + " s");
    JobRun again = job.handedOutAgain();
    Execution running = replace(execution, again);
    draft.put(running);
    queueAgain(running, workflow, again);
  }

  /// Nobody took the job for long: it is put in the queue once more, as it is.
  void queueAgain(Execution execution, Workflow workflow, JobRun job) {
    if (execution.state() instanceof ExecutionState.CleaningUp cleaning) {
      String stepId = cleaning.failure().stepId();
      Step step = workflow.steps().get(Math.max(0, execution.indexOf(String.valueOf(stepId))));
      queue(
          message(execution, workflow, job, StepSpecs.cleaningUp(workflow, step), List.of(), true));
    } else {
      queue(message(execution, workflow, job));
    }
  }

  /// Tells whoever has the job to stop.
  void recall(Execution execution, JobRun job, String why) {
    draft.clearTimer(job.leaseTimer());
    draft.effect(
        new Effect.Tell(
            new Control.CancelJob(execution.id(), job.id(), job.epoch(), job.runner(), why)));
  }

  private static Execution replace(Execution execution, JobRun job) {
    return execution.in(
        execution.state() instanceof ExecutionState.CleaningUp cleaning
            ? new ExecutionState.CleaningUp(job, cleaning.failure())
            : new ExecutionState.Running(job));
  }

  private Job.RunSteps message(Execution execution, Workflow workflow, JobRun job) {
    List<StepSpec> specs = new ArrayList<>();
    List<String> completed = new ArrayList<>();
    for (int i = job.first(); i <= job.last(); i++) {
      specs.add(StepSpecs.of(workflow, workflow.steps().get(i)));
      if (execution.step(i).status().isTerminal()) {
        completed.add(execution.step(i).id());
      }
    }
    return message(
        execution,
        workflow,
        job,
        specs,
        completed,
        !workspaceNeededAfter(execution, workflow, job));
  }

  private Job.RunSteps message(
      Execution execution,
      Workflow workflow,
      JobRun job,
      List<StepSpec> specs,
      List<String> completed,
      boolean last) {
    PlannedRepository planned = draft.plan.repository(execution.repo());
    String branch = execution.repo().branch();
    String commit = execution.commit();
    return new Job.RunSteps(
        draft.run().id(),
        execution.id(),
        job.id(),
        job.epoch(),
        execution.repo(),
        planned.url(),
        branch == null ? "" : branch,
        commit == null ? planned.commit() : commit,
        execution.workflow(),
        execution.workspace(),
        last,
        execution.inputs(),
        execution.event(),
        execution.outputs(),
        workflow.env(),
        specs,
        completed,
        workflow.secrets());
  }

  private boolean workspaceNeededAfter(Execution execution, Workflow workflow, JobRun job) {
    List<Step> steps = workflow.steps();
    Step last = steps.get(job.last());
    if (!last.onFailure().isEmpty() && draft.plan.hasCandidates(execution.repo(), workflow, last)) {
      return true;
    }
    return steps.subList(job.last() + 1, steps.size()).stream()
        .anyMatch(step -> StepSpecs.needsWorkspace(step) || !step.onFailure().isEmpty());
  }
}
