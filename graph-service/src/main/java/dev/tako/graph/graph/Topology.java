package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Topological order (Kahn 1962), ties in the order of the edges.
final class Topology {
  private Topology() {}

  /// Every key, each after all that lead to it. The edges must be free of cycles.
  static <E extends Walk.Edge<RepositoryRef>> List<RepositoryRef> order(
      SequencedMap<RepositoryRef, List<E>> edges) {
    Map<RepositoryRef, Integer> parents = new HashMap<>();
    edges.values().forEach(out -> out.forEach(edge -> parents.merge(edge.to(), 1, Integer::sum)));
    Deque<RepositoryRef> ready = new ArrayDeque<>();
    for (RepositoryRef node : edges.sequencedKeySet().reversed()) {
      if (!parents.containsKey(node)) {
        ready.add(node);
      }
    }
    List<RepositoryRef> order = new ArrayList<>(edges.size());
    while (!ready.isEmpty()) {
      RepositoryRef next = ready.remove();
      order.add(next);
      for (E edge : edges.getOrDefault(next, List.of())) {
        if (parents.merge(edge.to(), -1, Integer::sum) == 0) {
          ready.add(edge.to());
        }
      }
    }
    return order;
  }
}
