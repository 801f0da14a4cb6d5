package dev.tako.coordinator.http;

import dev.tako.contract.StepEvent;
import dev.tako.coordinator.postgres.EventStore.Emitted;
import dev.tako.coordinator.postgres.EventStore.Repeats;
import dev.tako.coordinator.run.Considered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event of a run, with why each subscription reacted to it or did not.
record EventView(
    String id,
    String type,
    String schemaVersion,
    String artifact,
    String repo,
    String runId,
    String executionId,
    String stepId,
    Map<String, Object> payload,
    Instant time,
    @Nullable RepeatView repeated,
    List<SubscriptionView> subscriptions) {

  /// A list of events, in the order they were emitted.
  record Page(List<EventView> events) {}

  /// The report behind the event came again; no subscription reacted a second time.
  ///
  /// @param reason why the last of them was ignored
  record RepeatView(int times, Instant lastAt, String reason) {}

  /// @param subscription index of the entry in the subscriber's manifest, counting from 0
  /// @param reason why it matched, or the first thing that kept it from matching, with values
  /// @param executionId the reaction it started
  record SubscriptionView(
      String repo,
      int subscription,
      String workflow,
      boolean matched,
      String reason,
      @Nullable String executionId) {

    static SubscriptionView of(Considered considered) {
      return new SubscriptionView(
          considered.repo().toString(),
          considered.subscription(),
          considered.workflow(),
          considered.matched(),
          considered.reason(),
          considered.executionId() == null ? null : considered.executionId().value());
    }
  }

  static EventView of(Emitted emitted) {
    StepEvent event = emitted.emit().event();
    Repeats repeats = emitted.repeats();
    return new EventView(
        event.id(),
        event.type(),
        event.schemaVersion(),
        event.artifact(),
        event.repo().toString(),
        event.runId().value(),
        event.executionId().value(),
        event.stepId(),
        event.payload(),
        event.time(),
        repeats == null
            ? null
            : new RepeatView(repeats.times(), repeats.lastAt(), repeats.reason()),
        emitted.emit().considered().stream().map(SubscriptionView::of).toList());
  }
}
