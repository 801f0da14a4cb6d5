package dev.tako.graph;

import dev.tako.contract.ManifestTexts;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.postgres.GraphStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Finds texts of manifests by their digests: of roots planned lately, in force now, or in force at
/// any time, because a push may replace a manifest between the plan that names it and the question
/// for its text.
final class Texts {
  private final KeptGraph graph;
  private final PlannedRoots roots;
  private final GraphStore store;

  Texts(KeptGraph graph, PlannedRoots roots, GraphStore store) {
    this.graph = graph;
    this.roots = roots;
    this.store = store;
  }

  /// @param most no further text is added to more characters than this
  ManifestTexts find(Collection<String> digests, long most) {
    Answer answer = new Answer(digests, most);
    for (String digest : digests) {
      String text = roots.text(digest);
      if (text != null) {
        answer.add(digest, text);
      }
    }
    if (answer.takesMore()) {
      Graph seen = graph.now();
      for (String name : seen.names()) {
        seen.find(name).ifPresent(answer::addInForce);
      }
    }
    if (answer.takesMore()) {
      store.sources(answer.missing).forEach(answer::add);
    }
    return new ManifestTexts(answer.found);
  }

  private static final class Answer {
    final Map<String, String> found = new HashMap<>();
    final Set<String> missing;
    private long left;

    Answer(Collection<String> digests, long most) {
      missing = new LinkedHashSet<>(digests);
      left = most;
    }

    boolean takesMore() {
      return left > 0 && !missing.isEmpty();
    }

    void addInForce(Repository repository) {
      for (Branch branch : repository.branches().values()) {
        IndexedManifest inForce = branch.inForce();
        if (inForce != null) {
          add(inForce.sourceDigest(), inForce.source());
        }
      }
    }

    void add(String digest, String text) {
      if (takesMore() && missing.remove(digest)) {
        found.put(digest, text);
        left -= text.length();
      }
    }
  }
}
