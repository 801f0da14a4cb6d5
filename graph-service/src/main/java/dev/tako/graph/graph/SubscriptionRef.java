package dev.tako.graph.graph;

import dev.tako.manifest.Subscription;
import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One entry of a repository's `subscriptions`, on its default branch.
///
/// @param subscriber the manifest it stands in
/// @param index counting from 0
/// @param entry the subscription itself
/// @param range the schema versions it understands; null means any
/// @param workflow the place of the workflow it starts
record SubscriptionRef(
    Linked subscriber, int index, Subscription entry, @Nullable SchemaRange range, int workflow)
    implements Comparable<SubscriptionRef> {
  private static final Comparator<SubscriptionRef> ORDER =
      Comparator.comparing(SubscriptionRef::fullName).thenComparingInt(SubscriptionRef::index);

  static SubscriptionRef of(Linked subscriber, int index) {
    Subscription entry = subscriber.manifest().manifest().subscriptions().get(index);
    return new SubscriptionRef(
        subscriber, index, entry, entry.schemaVersion(), subscriber.placeOf(entry.workflow()));
  }

  /// All of a manifest, in their order.
  static List<SubscriptionRef> of(Linked subscriber) {
    return IntStream.range(0, subscriber.manifest().manifest().subscriptions().size())
        .mapToObj(index -> of(subscriber, index))
        .toList();
  }

  IndexedManifest manifest() {
    return subscriber.manifest();
  }

  /// `owner/repo` of the subscriber.
  String fullName() {
    return manifest().name();
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
    return 31 * fullName().hashCode() + index;
  }

  @Override
  public int compareTo(SubscriptionRef other) {
    return ORDER.compare(this, other);
  }
}
