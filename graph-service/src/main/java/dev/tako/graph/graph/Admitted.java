package dev.tako.graph.graph;

import dev.tako.manifest.expression.SchemaRange;
import java.util.HashMap;
import java.util.Map;

/// Which versions which ranges admit; each pair is worked out once.
final class Admitted {
  private final Map<String, Map<SchemaRange, Boolean>> known = new HashMap<>();
  private String version = "";
  private Map<SchemaRange, Boolean> ofVersion = new HashMap<>();

  boolean test(SchemaRange range, String asked) {
    if (!asked.equals(version)) {
      version = asked;
      ofVersion = known.computeIfAbsent(asked, _ -> new HashMap<>());
    }
    Boolean admits = ofVersion.get(range);
    if (admits == null) {
      admits = range.admits(asked);
      ofVersion.put(range, admits);
    }
    return admits;
  }
}
