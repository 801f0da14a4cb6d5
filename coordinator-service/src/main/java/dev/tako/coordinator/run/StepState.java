package dev.tako.coordinator.run;

import dev.tako.contract.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a step of an execution stands.
///
/// @param openReactions executions that react to its events and have not ended
/// @param failedReactions how many of them did not complete
/// @param failures what went wrong in the first [#KEPT_FAILURES] of those
public record StepState(
    String id,
    Status status,
    @Nullable String reason,
    @Nullable Integer exitCode,
    List<String> lastLines,
    Map<String, String> outputs,
    int openReactions,
    int failedReactions,
    List<Failure> failures,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {
  /// A step with ten thousand failed reactions explains itself by the first hundred.
  static final int KEPT_FAILURES = 100;

  public StepState {
    lastLines = List.copyOf(lastLines);
    outputs = Map.copyOf(outputs);
    failures = List.copyOf(failures);
  }

  static StepState pending(String id) {
    return new StepState(
        id, Status.PENDING, null, null, List.of(), Map.of(), 0, 0, List.of(), null, null);
  }

  StepState started(Instant at) {
    return new StepState(
        id, Status.RUNNING, null, null, List.of(), outputs, 0, 0, List.of(), at, null);
  }

  StepState waiting(Map<String, String> outputs, int reactions) {
    return new StepState(
        id, Status.WAITING, null, 0, lastLines, outputs, reactions, 0, failures, startedAt, null);
  }

  StepState completed(Map<String, String> outputs, Instant at) {
    return new StepState(
        id,
        Status.COMPLETED,
        null,
        exitCode == null ? Integer.valueOf(0) : exitCode,
        lastLines,
        outputs,
        0,
        failedReactions,
        failures,
        startedAt == null ? at : startedAt,
        at);
  }

  StepState ended(Status status, @Nullable String reason, Instant at) {
    return new StepState(
        id,
        status,
        reason,
        exitCode,
        lastLines,
        outputs,
        0,
        failedReactions,
        failures,
        startedAt,
        at);
  }

  StepState failed(
      Status status,
      @Nullable Integer exitCode,
      String reason,
      List<String> lastLines,
      Instant at) {
    return new StepState(
        id,
        status,
        reason,
        exitCode,
        lastLines,
        outputs,
        0,
        failedReactions,
        failures,
        startedAt,
        at);
  }

  /// One reaction ended; `failure` says what went wrong in it, if anything did.
  StepState reactionEnded(List<Failure> newFailures) {
    List<Failure> kept = failures;
    if (!newFailures.isEmpty() && failures.size() < KEPT_FAILURES) {
      kept = new java.util.ArrayList<>(failures);
      kept.addAll(
          newFailures.subList(0, Math.min(newFailures.size(), KEPT_FAILURES - kept.size())));
    }
    return new StepState(
        id,
        status,
        reason,
        exitCode,
        lastLines,
        outputs,
        openReactions - 1,
        failedReactions + (newFailures.isEmpty() ? 0 : 1),
        kept,
        startedAt,
        endedAt);
  }
}
