package dev.tako.runner.step;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.Job;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says what becomes of one job, in the words of [Completion].
public final class JobReports {
  private final Job.RunSteps job;
  private final String runner;
  private final InstantSource clock;
  private final Reports reports;

  public JobReports(Job.RunSteps job, String runner, InstantSource clock, Reports reports) {
    this.job = job;
    this.runner = runner;
    this.clock = clock;
    this.reports = reports;
  }

  public void jobStarted() {
    reports.send(
        "started",
        new Completion.JobStarted(
            job.runId(), job.executionId(), job.jobId(), job.epoch(), runner, clock.instant()));
  }

  public void heartbeat(int count) {
    reports.send(
        "heartbeat-" + count,
        new Completion.Heartbeat(
            job.runId(), job.executionId(), job.jobId(), job.epoch(), runner, clock.instant()));
  }

  public void jobFailed(String message) {
    reports.send(
        "failed",
        new Completion.JobFailed(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            runner,
            message,
            clock.instant()));
  }

  void stepStarted(String stepId) {
    reports.send(
        stepId + "/started",
        new Completion.StepStarted(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            runner,
            stepId,
            clock.instant()));
  }

  void stepSkipped(String stepId, String reason) {
    reports.send(
        stepId + "/skipped",
        new Completion.StepSkipped(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            runner,
            stepId,
            reason,
            clock.instant()));
  }

  void stepCompleted(String stepId, Map<String, String> outputs, @Nullable String pushedCommit) {
    reports.send(
        stepId + "/completed",
        new Completion.StepCompleted(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            runner,
            stepId,
            outputs,
            pushedCommit,
            clock.instant()));
  }

  void stepFailed(
      String stepId, Failure failure, boolean continued, @Nullable String pushedCommit) {
    reports.send(
        stepId + "/failed",
        new Completion.StepFailed(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            runner,
            stepId,
            failure.kind(),
            failure.exitCode(),
            failure.message(),
            failure.lastLines(),
            continued,
            pushedCommit,
            clock.instant()));
  }

  /// The step did not end because the job was cancelled.
  void stepCancelled(String stepId, String reason, List<String> lastLines) {
    stepFailed(
        stepId,
        new Failure(FailureKind.CANCELLED, null, "Cancelled: " + reason, lastLines),
        false,
        null);
  }

  public void post() {
    reports.post();
  }

  public void flush() {
    reports.flush();
  }
}
