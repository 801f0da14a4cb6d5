package dev.tako.graph.walk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The longest way from each node of a walk, in edges.
public final class Lengths<E> {
  private final int[] lengths;
  private final List<@Nullable E> first;

  private Lengths(int places) {
    this.lengths = new int[places];
    this.first = new ArrayList<>(Collections.nCopies(places, null));
  }

  /// @param walk free of cycles
  /// @param beyond how much further each node leads by another way than the edges of the walk
  public static <N extends Walk.Node, E extends Walk.Edge<N>> Lengths<E> of(
      Walk<N, E> walk, ToIntFunction<N> beyond) {
    Lengths<E> found = new Lengths<>(walk.places());
    for (N node : walk.nodes()) {
      int longest = beyond.applyAsInt(node);
      for (E edge : walk.edges(node)) {
        int length = 1 + found.from(edge.to());
        if (length > longest) {
          longest = length;
          found.first.set(node.place(), edge);
        }
      }
      found.lengths[node.place()] = longest;
    }
    return found;
  }

  public int from(Walk.Node node) {
    return node.place() < lengths.length ? lengths[node.place()] : 0;
  }

  /// The edge that the longest way begins with; null where it begins with none of the walk.
  public @Nullable E first(Walk.Node node) {
    return node.place() < first.size() ? first.get(node.place()) : null;
  }
}
