package dev.tako.graph.graph;

import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The subscriptions to one event, in order; what a walk asks of each of them lies side by side.
/// Immutable.
final class Listeners {
  static final Listeners NONE = new Listeners(List.of());

  private final List<SubscriptionRef> refs;
  private final int[] subscribers;
  private final int[] indexes;
  private final int[] workflows;
  private final int[] lines;
  private final @Nullable SchemaRange[] ranges;

  /// @param refs sorted
  private Listeners(List<SubscriptionRef> refs) {
    this.refs = List.copyOf(refs);
    this.subscribers = refs.stream().mapToInt(ref -> ref.subscriber().number()).toArray();
    this.indexes = refs.stream().mapToInt(SubscriptionRef::index).toArray();
    this.workflows = refs.stream().mapToInt(SubscriptionRef::workflow).toArray();
    this.lines = refs.stream().mapToInt(ref -> ref.entry().at().line()).toArray();
    this.ranges = refs.stream().map(ref -> ref.entry().schemaVersion()).toArray(SchemaRange[]::new);
  }

  List<SubscriptionRef> refs() {
    return refs;
  }

  int size() {
    return subscribers.length;
  }

  SubscriptionRef ref(int place) {
    return refs.get(place);
  }

  /// The number of the subscriber.
  int subscriber(int place) {
    return subscribers[place];
  }

  /// Of the subscription in the subscriber's manifest.
  int index(int place) {
    return indexes[place];
  }

  /// The place of the workflow that is started.
  int workflow(int place) {
    return workflows[place];
  }

  /// Where the subscription stands in its manifest.
  int line(int place) {
    return lines[place];
  }

  /// The schema versions that are understood; null means any.
  @Nullable SchemaRange range(int place) {
    return ranges[place];
  }

  Listeners with(SubscriptionRef ref) {
    int found = Collections.binarySearch(refs, ref);
    List<SubscriptionRef> more = new ArrayList<>(refs);
    if (found < 0) {
      more.add(-found - 1, ref);
    } else {
      more.set(found, ref);
    }
    return new Listeners(more);
  }

  Listeners without(SubscriptionRef ref) {
    int found = Collections.binarySearch(refs, ref);
    if (found < 0) {
      return this;
    }
    List<SubscriptionRef> fewer = new ArrayList<>(refs);
    fewer.remove(found);
    return fewer.isEmpty() ? NONE : new Listeners(fewer);
  }
}
