package dev.tako.graph.graph;

import org.jspecify.annotations.Nullable;

/// Looks repositories up in a graph. Who asks for many of them gets a hash table of all, made once
/// for that graph: the tree they are kept in takes several times as long.
final class Finder {
  private static final int MANY = 500;

  private final Graph graph;
  private int asked;

  Finder(Graph graph) {
    this.graph = graph;
  }

  /// @param fullName `owner/repo`
  @Nullable Repository get(String fullName) {
    if (asked < MANY) {
      asked++;
      return graph.get(fullName);
    }
    return graph.table().get(fullName);
  }
}
