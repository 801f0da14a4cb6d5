package dev.tako.graph;

import dev.tako.graph.graph.IndexedManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The texts of roots that were planned lately and are in force nowhere: of a tag, of an older
/// commit, made up for an event from outside. They stand in no row, and whoever got the plan asks
/// for them at once. Those least recently planned are dropped first.
///
/// In memory only: when the process dies in between, the plan is asked for again.
final class PlannedRoots {
  /// How many characters they may have together.
  private static final long MOST = 8_000_000;

  private final Map<String, String> texts = new LinkedHashMap<>(16, 0.75f, true);
  private long length;

  synchronized void add(IndexedManifest root) {
    if (texts.put(root.sourceDigest(), root.source()) == null) {
      length += root.source().length();
    }
    var eldest = texts.values().iterator();
    while (length > MOST && texts.size() > 1) {
      length -= eldest.next().length();
      eldest.remove();
    }
  }

  synchronized @Nullable String text(String digest) {
    return texts.get(digest);
  }
}
