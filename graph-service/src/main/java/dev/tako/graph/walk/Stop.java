package dev.tako.graph.walk;

import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Linked;
import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// A repository that a walk comes by, with the manifest it is seen at; one object in a walk, see
/// [Stops].
public final class Stop {
  private final int place;
  private final Linked linked;
  final @Nullable Execution[] executions;

  Stop(int place, Linked linked) {
    this.place = place;
    this.linked = linked;
    this.executions = new Execution[linked.workflowCount()];
  }

  /// Its number among the stops of the walk, from 0.
  public int place() {
    return place;
  }

  public Linked linked() {
    return linked;
  }

  public IndexedManifest manifest() {
    return linked.manifest();
  }

  public RepositoryRef repo() {
    return linked.manifest().repo();
  }
}
