package dev.tako.coordinator.http;

import dev.tako.coordinator.postgres.ScheduleStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A workflow that starts by the clock, as the API shows it.
///
/// @param schedule the cron expression
/// @param nextAt when it starts next
/// @param lastAt the time it was started for last; null before the first
/// @param lastRun the run that became of it
record ScheduleView(
    String repo,
    String workflow,
    String schedule,
    Instant nextAt,
    @Nullable Instant lastAt,
    @Nullable String lastRun) {

  static ScheduleView of(ScheduleStore.Row row) {
    var key = row.scheduled().key();
    return new ScheduleView(
        key.repo().fullName(),
        key.workflow(),
        key.cron(),
        row.scheduled().nextAt(),
        row.lastAt(),
        row.lastRun() == null ? null : row.lastRun().value());
  }

  /// `{"schedules": [...]}`
  record Page(List<ScheduleView> schedules) {
    Page {
      schedules = List.copyOf(schedules);
    }
  }
}
