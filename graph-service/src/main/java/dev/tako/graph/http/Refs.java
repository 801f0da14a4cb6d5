package dev.tako.graph.http;

import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// Repositories as addresses name them: owner and name in the path, the branch in the query, where
/// it may hold a `/`.
final class Refs {
  private Refs() {}

  /// @throws IllegalArgumentException saying what was expected
  static RepositoryRef of(String owner, String name, @Nullable String branch) {
    String text = owner + "/" + name;
    return RepositoryRef.parse(branch == null || branch.isBlank() ? text : text + ":" + branch);
  }
}
