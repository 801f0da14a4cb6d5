package dev.tako.coordinator.run;

import dev.tako.contract.JobId;
import org.jspecify.annotations.Nullable;

/// A job that was handed out and is not over.
///
/// @param epoch counts the times it was handed out, from 1
/// @param first index of its first step
/// @param last index of its last step
/// @param runner the runner that holds its lease; null while it lies in the queue
public record JobRun(JobId id, int epoch, int first, int last, @Nullable String runner) {

  JobRun takenBy(String runner) {
    return new JobRun(id, epoch, first, last, runner);
  }

  /// The same job for another runner, because the lease of this one ran out.
  JobRun handedOutAgain() {
    return new JobRun(id, epoch + 1, first, last, null);
  }

  /// The timer that fires when the runner has not been heard of for too long, or nobody took the
  /// job.
  String leaseTimer() {
    return leaseTimer(id, epoch);
  }

  static String leaseTimer(JobId id, int epoch) {
    return Timers.LEASE + id + "/" + epoch;
  }

  /// The name of the workspace snapshot it leaves behind.
  String snapshot() {
    return id.value() + "-" + epoch;
  }
}
