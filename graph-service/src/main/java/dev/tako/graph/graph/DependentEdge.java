package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;

/// A dependent that the plan's workflow travels to.
///
/// @param index of the entry in the manifest of `from`
record DependentEdge(RepositoryRef from, RepositoryRef to, int index, Dependent dependent)
    implements Walk.Edge<RepositoryRef> {
  String path() {
    return "dependents[" + index + "]";
  }
}
