package dev.tako.graph.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The strongly connected parts of a graph that hold a cycle (Tarjan 1972), among what can be
/// reached from some nodes. It keeps its own stack, because a chain may be long.
public final class Knots<N> {
  private static final class Frame<N> {
    final N node;
    final int number;
    final Iterator<N> left;
    int low;

    Frame(N node, int number, Iterator<N> left) {
      this.node = node;
      this.number = number;
      this.low = number;
      this.left = left;
    }
  }

  private static final int DONE = Integer.MAX_VALUE;

  private final Function<N, List<N>> successors;
  private final Map<N, Integer> numbers = new HashMap<>();
  private final Deque<N> open = new ArrayDeque<>();
  private final List<List<N>> found = new ArrayList<>();
  private int next;

  private Knots(Function<N, List<N>> successors) {
    this.successors = successors;
  }

  /// @param successors asked once for every node that is reached, and again for one that is alone
  public static <N> List<List<N>> among(Collection<N> starts, Function<N, List<N>> successors) {
    Knots<N> knots = new Knots<>(successors);
    for (N start : starts) {
      if (!knots.numbers.containsKey(start)) {
        knots.visit(start);
      }
    }
    return knots.found;
  }

  private void visit(N start) {
    Deque<Frame<N>> stack = new ArrayDeque<>();
    stack.push(enter(start));
    while (!stack.isEmpty()) {
      Frame<N> frame = stack.peek();
      if (frame.left.hasNext()) {
        N to = frame.left.next();
        Integer number = numbers.get(to);
        if (number == null) {
          stack.push(enter(to));
        } else if (number != DONE) {
          frame.low = Math.min(frame.low, number);
        }
        continue;
      }
      stack.pop();
      if (!stack.isEmpty()) {
        stack.peek().low = Math.min(stack.peek().low, frame.low);
      }
      if (frame.low == frame.number) {
        close(frame.node);
      }
    }
  }

  private Frame<N> enter(N node) {
    int number = next++;
    numbers.put(node, number);
    open.push(node);
    return new Frame<>(node, number, successors.apply(node).iterator());
  }

  private void close(N root) {
    List<N> part = new ArrayList<>();
    N node;
    do {
      node = open.pop();
      numbers.put(node, DONE);
      part.add(node);
    } while (!node.equals(root));
    if (part.size() > 1 || successors.apply(root).contains(root)) {
      found.add(part);
    }
  }
}
