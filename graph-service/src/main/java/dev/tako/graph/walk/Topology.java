package dev.tako.graph.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Topological order (Kahn 1962), ties in the order of the edges.
public final class Topology {
  private Topology() {}

  /// Every node of the walk, each after all that lead to it.
  public static <N extends Walk.Node, E extends Walk.Edge<N>> List<N> order(Walk<N, E> walk) {
    int[] parents = new int[walk.places()];
    for (N node : walk.nodes()) {
      walk.edges(node).forEach(edge -> parents[edge.to().place()]++);
    }
    Deque<N> ready = new ArrayDeque<>();
    for (N node : walk.nodes().reversed()) {
      if (parents[node.place()] == 0) {
        ready.add(node);
      }
    }
    List<N> order = new ArrayList<>(walk.nodes().size());
    while (!ready.isEmpty()) {
      N next = ready.remove();
      order.add(next);
      for (E edge : walk.edges(next)) {
        if (--parents[edge.to().place()] == 0) {
          ready.add(edge.to());
        }
      }
    }
    return order;
  }
}
