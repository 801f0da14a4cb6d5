package dev.tako.coordinator.trigger;

import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Schedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A workflow that starts by the clock, and its next time.
///
/// @param nextAt the first time that has not been fired
public record ScheduledWorkflow(Key key, Instant nextAt) {

  /// One cron expression of a workflow.
  ///
  /// @param repo without a branch: whatever is the default one when the time comes
  public record Key(RepositoryRef repo, String workflow, String cron) {}

  /// Its first time after `now`; empty when it has none.
  public static Optional<ScheduledWorkflow> after(Instant now, Key key) {
    return new Schedule(key.cron()).next(now).map(next -> new ScheduledWorkflow(key, next));
  }

  /// The time to fire: of all that have passed since the last one, the latest.
  public Instant latest(Instant now) {
    return new Schedule(key.cron()).latest(now).filter(nextAt::isBefore).orElse(nextAt);
  }

  /// Asks for the run of `time`, always under the same key, however often it is asked for.
  public RunRequest request(Instant time, Instant now) {
    DeliveryKey delivery = DeliveryKey.ofSchedule(key.repo(), key.workflow(), time);
    return new RunRequest(
        delivery,
        delivery.runId(now),
        key.repo(),
        key.workflow(),
        null,
        Map.of(),
        null,
        "schedule " + key.cron(),
        now);
  }
}
