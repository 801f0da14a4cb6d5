package dev.tako.graph.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A depth-first walk over a graph that is discovered on the way: its nodes, its edges without
/// those that close a cycle, and the cycles.
///
/// It keeps its own stack, because a chain may be as long as the graph is large.
final class Walk<N, E extends Walk.Edge<N>> {
  /// Leads to a node.
  interface Edge<N> {
    N to();
  }

  /// `nodes` in order; `closing` leads from the last back to the first.
  record Cycle<N, E>(List<N> nodes, E closing) {}

  private static final class Frame<N, E> {
    final N node;
    final Iterator<E> left;
    final List<E> taken = new ArrayList<>();

    Frame(N node, Iterator<E> left) {
      this.node = node;
      this.left = left;
    }
  }

  private final Function<N, List<E>> successors;
  private final SequencedMap<N, List<E>> edges = new LinkedHashMap<>();
  private final SequencedMap<N, List<E>> open = new LinkedHashMap<>();
  private final List<Cycle<N, E>> cycles = new ArrayList<>();

  private Walk(Function<N, List<E>> successors) {
    this.successors = successors;
  }

  /// @param successors asked once for every node
  static <N, E extends Edge<N>> Walk<N, E> from(
      Collection<N> starts, Function<N, List<E>> successors) {
    Walk<N, E> walk = new Walk<>(successors);
    starts.forEach(walk::visit);
    return walk;
  }

  /// Every node, each after all nodes that it leads to, with its edges.
  SequencedMap<N, List<E>> edges() {
    return edges;
  }

  List<Cycle<N, E>> cycles() {
    return cycles;
  }

  /// For every node the longest path that begins there.
  Map<N, Longest<E>> longest() {
    Map<N, Longest<E>> longest = new LinkedHashMap<>();
    edges.forEach((node, out) -> {
      Longest<E> best = new Longest<>(0, null);
      for (E edge : out) {
        int length = 1 + longest.getOrDefault(edge.to(), new Longest<>(0, null)).length();
        best = length > best.length() ? new Longest<>(length, edge) : best;
      }
      longest.put(node, best);
    });
    return longest;
  }

  /// How long the longest path is, in edges, and the edge it begins with; null at its end.
  record Longest<E>(int length, @Nullable E first) {}

  private void visit(N start) {
    if (edges.containsKey(start)) {
      return;
    }
    Deque<Frame<N, E>> stack = new ArrayDeque<>();
    stack.push(enter(start));
    while (!stack.isEmpty()) {
      Frame<N, E> frame = stack.peek();
      if (!frame.left.hasNext()) {
        stack.pop();
        open.remove(frame.node);
        edges.put(frame.node, frame.taken);
        continue;
      }
      E edge = frame.left.next();
      if (open.containsKey(edge.to())) {
        cycles.add(new Cycle<>(pathTo(edge.to()), edge));
        continue;
      }
      frame.taken.add(edge);
      if (!edges.containsKey(edge.to())) {
        stack.push(enter(edge.to()));
      }
    }
  }

  private Frame<N, E> enter(N node) {
    List<E> out = successors.apply(node);
    open.put(node, out);
    return new Frame<>(node, out.iterator());
  }

  /// The open nodes from `first` on: the walk's current path.
  private List<N> pathTo(N first) {
    List<N> nodes = new ArrayList<>(open.keySet());
    return List.copyOf(nodes.subList(nodes.indexOf(first), nodes.size()));
  }
}
