package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.Comparator;

/// One entry of a manifest's `dependents`.
///
/// @param from with its branch
/// @param index counting from 0
public record DependentRef(RepositoryRef from, int index) implements Comparable<DependentRef> {
  private static final Comparator<DependentRef> ORDER =
      Comparator.comparing(DependentRef::from, Names.ORDER).thenComparingInt(DependentRef::index);

  @Override
  public int compareTo(DependentRef other) {
    return ORDER.compare(this, other);
  }
}
