package dev.tako.graph.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A depth-first walk over a graph that is discovered on the way: its nodes, its edges without
/// those that close a cycle, and the cycles.
///
/// It keeps its own stack, because a chain may be as long as the graph is large.
public final class Walk<N extends Walk.Node, E extends Walk.Edge<N>> {
  /// Has a place, from 0, that no other node of the walk has.
  public interface Node {
    int place();
  }

  /// Leads to a node.
  public interface Edge<N> {
    N to();
  }

  /// `nodes` in order; `closing` leads from the last back to the first.
  public record Cycle<N, E>(List<N> nodes, E closing) {}

  private static final class Frame<N, E> {
    final N node;
    final List<E> edges;
    int next;

    Frame(N node, List<E> edges) {
      this.node = node;
      this.edges = edges;
    }
  }

  private final Function<N, List<E>> successors;
  private final List<N> nodes = new ArrayList<>();
  private final List<@Nullable List<E>> edges = new ArrayList<>();
  private final BitSet open = new BitSet();
  private final List<Cycle<N, E>> cycles = new ArrayList<>();

  private Walk(Function<N, List<E>> successors) {
    this.successors = successors;
  }

  /// @param successors asked once for every node; the list may be changed by the walk
  public static <N extends Node, E extends Edge<N>> Walk<N, E> from(
      Collection<N> starts, Function<N, List<E>> successors) {
    Walk<N, E> walk = new Walk<>(successors);
    starts.forEach(walk::visit);
    return walk;
  }

  /// Every node, each after all nodes that it leads to.
  public List<N> nodes() {
    return nodes;
  }

  /// Where a node leads to; nothing for one that the walk did not come by.
  public List<E> edges(N from) {
    List<E> found = from.place() < edges.size() ? edges.get(from.place()) : null;
    return found == null ? List.of() : found;
  }

  /// No place of a node is as high.
  public int places() {
    return edges.size();
  }

  public List<Cycle<N, E>> cycles() {
    return cycles;
  }

  private void visit(N start) {
    if (isKnown(start)) {
      return;
    }
    Deque<Frame<N, E>> stack = new ArrayDeque<>();
    stack.push(enter(start));
    while (!stack.isEmpty()) {
      Frame<N, E> frame = stack.peek();
      if (frame.next == frame.edges.size()) {
        stack.pop();
        open.clear(frame.node.place());
        nodes.add(frame.node);
        continue;
      }
      E edge = frame.edges.get(frame.next);
      if (open.get(edge.to().place())) {
        cycles.add(new Cycle<>(pathTo(edge.to(), stack), edge));
        frame.edges.remove(frame.next);
        continue;
      }
      frame.next++;
      if (!isKnown(edge.to())) {
        stack.push(enter(edge.to()));
      }
    }
  }

  private boolean isKnown(N node) {
    return node.place() < edges.size() && edges.get(node.place()) != null;
  }

  private Frame<N, E> enter(N node) {
    List<E> out = successors.apply(node);
    while (edges.size() <= node.place()) {
      edges.add(null);
    }
    edges.set(node.place(), out);
    open.set(node.place());
    return new Frame<>(node, out);
  }

  /// The open nodes from `first` on: the walk's current path.
  private static <N extends Node, E> List<N> pathTo(N first, Deque<Frame<N, E>> stack) {
    List<N> path = new ArrayList<>();
    Iterator<Frame<N, E>> fromTheFirst = stack.descendingIterator();
    while (fromTheFirst.hasNext()) {
      N node = fromTheFirst.next().node;
      if (!path.isEmpty() || node.place() == first.place()) {
        path.add(node);
      }
    }
    return path;
  }
}
