package dev.tako.runner;

import dev.tako.contract.Job;
import dev.tako.runner.step.JobReports;
import dev.tako.runner.step.StopSignal;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A job this runner has.
///
/// @param done open until nothing of the job is left running here
record ActiveJob(
    Job.RunSteps job,
    @Nullable String traceparent,
    JobReports reports,
    StopSignal stop,
    CountDownLatch done) {

  boolean isSameOrNewerThan(Job.RunSteps other) {
    return job.jobId().equals(other.jobId()) && job.epoch() >= other.epoch();
  }
}
