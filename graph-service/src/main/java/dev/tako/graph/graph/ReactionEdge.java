package dev.tako.graph.graph;

import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;

/// An event of one execution that may start another.
///
/// @param index of the subscription in the subscriber's manifest
record ReactionEdge(
    Execution from, Execution to, int index, Subscription subscription, EmittedEvent event)
    implements Walk.Edge<Execution> {
  String path() {
    return "subscriptions[" + index + "]";
  }
}
