package dev.tako.graph.graph;

import dev.tako.manifest.Subscription;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One entry of a repository's `subscriptions`, on its default branch.
///
/// @param subscriber the manifest it stands in
/// @param index counting from 0
/// @param entry the subscription itself
/// @param workflow the place of the workflow it starts
public record SubscriptionRef(Linked subscriber, int index, Subscription entry, int workflow)
    implements Comparable<SubscriptionRef> {
  private static final Comparator<SubscriptionRef> ORDER =
      Comparator.comparing(SubscriptionRef::fullName).thenComparingInt(SubscriptionRef::index);

  public static SubscriptionRef of(Linked subscriber, int index) {
    Subscription entry = subscriber.manifest().manifest().subscriptions().get(index);
    return new SubscriptionRef(subscriber, index, entry, subscriber.placeOf(entry.workflow()));
  }

  /// All of a manifest, in their order.
  public static List<SubscriptionRef> of(Linked subscriber) {
    return IntStream.range(0, subscriber.manifest().manifest().subscriptions().size())
        .mapToObj(index -> of(subscriber, index))
        .toList();
  }

  public IndexedManifest manifest() {
    return subscriber.manifest();
  }

  /// `owner/repo` of the subscriber.
  public String fullName() {
    return manifest().name();
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
