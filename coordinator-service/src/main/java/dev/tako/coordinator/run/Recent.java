package dev.tako.coordinator.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was used lately, up to a weight altogether: what was not used for longest goes first, what
/// came last never. For one thread.
public final class Recent<V> {
  private record Held<V>(V value, long weight) {}

  private final long most;
  private final Map<String, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  public Recent(long most) {
    this.most = most;
  }

  public @Nullable V get(String key) {
    Held<V> found = held.get(key);
    return found == null ? null : found.value();
  }

  boolean has(String key) {
    return held.get(key) != null;
  }

  public void put(String key, V value, long itsWeight) {
    Held<V> replaced = held.put(key, new Held<>(value, itsWeight));
    weight += itsWeight - (replaced == null ? 0 : replaced.weight());
    var eldest = held.values().iterator();
    while (weight > most && held.size() > 1) {
      weight -= eldest.next().weight();
      eldest.remove();
    }
  }

  public void remove(String key) {
    Held<V> removed = held.remove(key);
    weight -= removed == null ? 0 : removed.weight();
  }

  public void clear() {
    held.clear();
    weight = 0;
  }
}
