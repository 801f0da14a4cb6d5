package dev.tako.graph;

import dev.tako.graph.git.BaseFolder;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.postgres.GraphStore;
import dev.tako.manifest.RepositoryRef;
import java.util.Optional;

/// Where repositories are looked for that somebody names and nobody registered.
final class Bases {
  private final GraphStore store;
  private final Mirrors mirrors;

  Bases(GraphStore store, Mirrors mirrors) {
    this.store = store;
    this.mirrors = mirrors;
  }

  /// @return whether it is new
  boolean add(BaseFolder base) {
    return store.addBase(base.pattern(), KeptGraph.time());
  }

  /// The url of the first base that has the repository.
  Optional<String> locate(RepositoryRef repo) {
    return store.bases().stream()
        .map(pattern -> new BaseFolder(pattern).urlOf(repo))
        .filter(mirrors::exists)
        .findFirst();
  }
}
