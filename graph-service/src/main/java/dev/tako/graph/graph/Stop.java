package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// A repository that a walk comes by, with the manifest it is seen at; one object in a walk, see
/// [Stops].
final class Stop {
  private final int place;
  private final Linked linked;
  final @Nullable Execution[] executions;

  Stop(int place, Linked linked) {
    this.place = place;
    this.linked = linked;
    this.executions = new Execution[linked.workflowCount()];
  }

  /// Its number among the stops of the walk, from 0.
  int place() {
    return place;
  }

  Linked linked() {
    return linked;
  }

  IndexedManifest manifest() {
    return linked.manifest();
  }

  RepositoryRef repo() {
    return linked.manifest().repo();
  }
}
