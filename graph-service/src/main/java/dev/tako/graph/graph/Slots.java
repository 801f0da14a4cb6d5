package dev.tako.graph.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Things by number, from 0. Immutable: a change gives new slots that share all but one part with
/// the old ones, so that it costs little however many there are, and a look is two steps.
final class Slots<T> {
  private static final int BITS = 7;
  private static final int PART = 1 << BITS;
  private static final Slots<?> EMPTY = new Slots<>(new Object[0][]);

  private final @Nullable Object[][] parts;

  private Slots(@Nullable Object[][] parts) {
    this.parts = parts;
  }

  @SuppressWarnings("unchecked") // there is nothing in it
  static <T> Slots<T> empty() {
    return (Slots<T>) EMPTY;
  }

  /// Null where nothing was put; a negative number is nowhere.
  @SuppressWarnings("unchecked") // only `with` puts anything in
  @Nullable T get(int number) {
    int part = number >> BITS;
    return number < 0 || part >= parts.length ? null : (T) parts[part][number & (PART - 1)];
  }

  /// @param number at least 0
  /// @param thing null empties the slot
  Slots<T> with(int number, @Nullable T thing) {
    int part = number >> BITS;
    @Nullable Object[][] changed = Arrays.copyOf(parts, Math.max(parts.length, part + 1));
    for (int added = parts.length; added < changed.length; added++) {
      changed[added] = new Object[PART];
    }
    changed[part] = changed[part].clone();
    changed[part][number & (PART - 1)] = thing;
    return new Slots<>(changed);
  }
}
