package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;

/// A dependent that the plan's workflow travels to.
///
/// @param index of the entry in the manifest of `from`
record DependentEdge(Execution from, Execution to, int index, Dependent dependent)
    implements Walk.Edge<Execution> {
  String path() {
    return "dependents[" + index + "]";
  }
}
