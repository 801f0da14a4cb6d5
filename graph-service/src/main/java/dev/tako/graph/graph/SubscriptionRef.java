package dev.tako.graph.graph;

import dev.tako.manifest.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a repository's `subscriptions`, on its default branch.
///
/// @param subscriber `owner/repo`
/// @param index counting from 0
/// @param manifest the one it stands in; not part of the order
/// @param entry the subscription itself, here because a plan asks for thousands of them
record SubscriptionRef(String subscriber, int index, IndexedManifest manifest, Subscription entry)
    implements Comparable<SubscriptionRef> {
  private static final Comparator<SubscriptionRef> ORDER =
      Comparator.comparing(SubscriptionRef::subscriber).thenComparingInt(SubscriptionRef::index);

  SubscriptionRef(String subscriber, int index, IndexedManifest manifest) {
    this(subscriber, index, manifest, manifest.manifest().subscriptions().get(index));
  }

  /// The list with this among the others, in order; a new one.
  List<SubscriptionRef> addedTo(List<SubscriptionRef> sorted) {
    int place = Collections.binarySearch(sorted, this);
    List<SubscriptionRef> more = new ArrayList<>(sorted.size() + 1);
    int before = place < 0 ? -place - 1 : place;
    more.addAll(sorted.subList(0, before));
    more.add(this);
    more.addAll(sorted.subList(place < 0 ? before : before + 1, sorted.size()));
    return List.copyOf(more);
  }

  /// The list without this; a new one.
  List<SubscriptionRef> removedFrom(List<SubscriptionRef> sorted) {
    int place = Collections.binarySearch(sorted, this);
    if (place < 0) {
      return sorted;
    }
    List<SubscriptionRef> fewer = new ArrayList<>(sorted);
    fewer.remove(place);
    return List.copyOf(fewer);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SubscriptionRef that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * subscriber.hashCode() + index;
  }

  @Override
  public int compareTo(SubscriptionRef other) {
    return ORDER.compare(this, other);
  }
}
