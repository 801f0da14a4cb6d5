package dev.tako.coordinator.http;

import dev.tako.contract.StepEvent;
import dev.tako.coordinator.run.Considered;
import dev.tako.coordinator.run.Effect;
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
    List<SubscriptionView> subscriptions) {

  /// A list of events, in the order they were emitted.
  record Page(List<EventView> events) {}

  /// @param reason why it matched, or the first thing that kept it from matching, with values
  /// @param executionId the reaction it started
  record SubscriptionView(
      String repo, String workflow, boolean matched, String reason, @Nullable String executionId) {

    static SubscriptionView of(Considered considered) {
      return new SubscriptionView(
          considered.repo().toString(),
          considered.workflow(),
          considered.matched(),
          considered.reason(),
          considered.executionId() == null ? null : considered.executionId().value());
    }
  }

  static EventView of(Effect.Emit emitted) {
    StepEvent event = emitted.event();
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
        emitted.considered().stream().map(SubscriptionView::of).toList());
  }
}
