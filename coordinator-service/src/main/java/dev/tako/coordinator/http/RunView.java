package dev.tako.coordinator.http;

import dev.tako.contract.Phase;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.Status;
import dev.tako.coordinator.postgres.RunRow;
import dev.tako.coordinator.run.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as the API lists it.
record RunView(
    String id,
    String repo,
    String workflow,
    Status status,
    Phase phase,
    @Nullable String reason,
    String requestedBy,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /// A list of runs.
  record Page(List<RunView> runs) {}

  static RunView of(RunRow run) {
    return new RunView(
        run.id().value(),
        run.repo().toString(),
        run.workflow(),
        run.status(),
        run.phase(),
        run.reason(),
        run.requestedBy(),
        run.startedAt(),
        run.endedAt());
  }

  static RunView of(RunState run) {
    return new RunView(
        run.id().value(),
        run.repo().toString(),
        run.workflow(),
        run.status(),
        run.phase(),
        run.reason(),
        run.requestedBy(),
        run.startedAt(),
        run.endedAt());
  }

  /// A run that was accepted and is not decided on yet.
  static RunView of(StartRun run) {
    return new RunView(
        run.runId().value(),
        run.repo().toString(),
        run.workflow(),
        Status.PENDING,
        Phase.PLANNING,
        null,
        run.requestedBy(),
        run.at(),
        null);
  }
}
