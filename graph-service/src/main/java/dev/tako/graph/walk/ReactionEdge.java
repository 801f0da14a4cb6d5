package dev.tako.graph.walk;

import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;

/// An event of one execution that may start another.
///
/// @param index of the subscription in the subscriber's manifest
/// @param by the subscription that reacts
public record ReactionEdge(
    Execution from, Execution to, int index, SubscriptionRef by, EmittedEvent event)
    implements Walk.Edge<Execution> {
  public Subscription subscription() {
    return by.entry();
  }

  public String path() {
    return "subscriptions[" + index + "]";
  }
}
