package dev.tako.graph.graph;

import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The subscriptions to one event, in order; what a walk asks of each of them stands in one row.
/// Immutable.
public final class Listeners {
  public static final Listeners NONE = new Listeners(List.of());

  private static final int EACH = 4;
  private static final int WORKFLOW = 1;
  private static final int LINE = 2;
  private static final int INDEX = 3;

  private final List<SubscriptionRef> refs;
  private final int[] row;
  private final @Nullable SchemaRange[] ranges;

  /// @param refs sorted
  private Listeners(List<SubscriptionRef> refs) {
    this.refs = List.copyOf(refs);
    this.row =
        refs.stream()
            .flatMapToInt(ref ->
                IntStream.of(
                    ref.subscriber().number(),
                    ref.workflow(),
                    ref.entry().at().line(),
                    ref.index()))
            .toArray();
    this.ranges = refs.stream().map(ref -> ref.entry().schemaVersion()).toArray(SchemaRange[]::new);
  }

  List<SubscriptionRef> refs() {
    return refs;
  }

  public int size() {
    return ranges.length;
  }

  public SubscriptionRef ref(int place) {
    return refs.get(place);
  }

  /// The number of the subscriber.
  public int subscriber(int place) {
    return row[EACH * place];
  }

  /// Of the subscription in the subscriber's manifest.
  public int index(int place) {
    return row[EACH * place + INDEX];
  }

  /// The place of the workflow that is started.
  public int workflow(int place) {
    return row[EACH * place + WORKFLOW];
  }

  /// Where the subscription stands in its manifest.
  public int line(int place) {
    return row[EACH * place + LINE];
  }

  /// The schema versions that are understood; null means any.
  public @Nullable SchemaRange range(int place) {
    return ranges[place];
  }

  public Listeners with(SubscriptionRef ref) {
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
