package dev.tako.graph.http;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.query.Impact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers as they were given, for as long as the graph is the same; those least recently given are
/// dropped first. Between two pushes the same is asked again: by a page that is looked at, by every
/// job of a build.
final class ImpactAnswers {
  /// How many bytes they may have together.
  private static final int MOST = 8_000_000;

  private record Key(long graphVersion, String root, Impact.Question question) {}

  private final Map<Key, byte[]> given = new LinkedHashMap<>(16, 0.75f, true);
  private int length;

  /// @param root the manifest asked about
  byte[] of(Graph graph, IndexedManifest root, Impact.Question question) {
    Key key = new Key(graph.version(), root.digest(), question);
    return known(key)
        .orElseGet(() -> {
          byte[] answer = ImpactJson.of(Impact.of(graph, root, question));
          add(key, answer);
          return answer;
        });
  }

  private synchronized Optional<byte[]> known(Key key) {
    return Optional.ofNullable(given.get(key));
  }

  private synchronized void add(Key key, byte[] answer) {
    if (answer.length > MOST) {
      return;
    }
    byte @Nullable [] replaced = given.put(key, answer);
    length += answer.length - (replaced == null ? 0 : replaced.length);
    var eldest = given.entrySet().iterator();
    while (eldest.hasNext()) {
      var entry = eldest.next();
      boolean outdated = entry.getKey().graphVersion() < key.graphVersion();
      if (!outdated && length <= MOST) {
        return;
      }
      eldest.remove();
      length -= entry.getValue().length;
    }
  }
}
