package dev.tako.graph.graph;

import dev.tako.manifest.Subscription;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One entry of a repository's `subscriptions`, on its default branch.
///
/// @param subscriber `owner/repo`
/// @param index counting from 0
/// @param manifest the one it stands in; not part of the order
record SubscriptionRef(String subscriber, int index, IndexedManifest manifest)
    implements Comparable<SubscriptionRef> {
  private static final Comparator<SubscriptionRef> ORDER =
      Comparator.comparing(SubscriptionRef::subscriber).thenComparingInt(SubscriptionRef::index);

  Subscription entry() {
    return manifest.manifest().subscriptions().get(index);
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
