package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One map for all workflows that declare the same inputs. Thousands do in one organisation, and
/// whoever goes through them all sees at once what is the same.
final class CommonInputs {
  private static final int MOST = 1_000;

  private static final Map<List<Input>, Map<String, Input>> KNOWN = new ConcurrentHashMap<>();

  private CommonInputs() {}

  /// @param inputs by name, in order; past the first thousand different ones a copy of their own
  static Map<String, Input> of(Map<String, Input> inputs) {
    List<Input> key = List.copyOf(inputs.values());
    Map<String, Input> known = KNOWN.get(key);
    if (known != null) {
      return known;
    }
    Map<String, Input> copy = Values.copy(inputs);
    if (KNOWN.size() < MOST) {
      KNOWN.put(key, copy);
    }
    return copy;
  }
}
