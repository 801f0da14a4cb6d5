package dev.tako.graph.walk;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.EventKey;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.EmittedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where executions lead to in a graph as it is, the same ways a plan goes. Edges that lead nowhere
/// are left out; [dev.tako.graph.query.Dangling] tells them.
public final class Passages {
  private final Graph graph;
  private final Admitted admitted = new Admitted();

  public Passages(Graph graph) {
    this.graph = graph;
  }

  /// The dependents a workflow travels to.
  public List<Passage> dependents(IndexedManifest from, String workflow) {
    List<Passage> found = new ArrayList<>();
    List<Dependent> dependents = from.manifest().dependents();
    for (int i = 0; i < dependents.size(); i++) {
      Dependent dependent = dependents.get(i);
      if (dependent.carries(workflow)) {
        IndexedManifest to = inForce(from.targets().get(i), dependent.repo().branch());
        if (to != null && to.manifest().workflows().containsKey(workflow)) {
          found.add(Passage.along(from, workflow, to, dependent.at()));
        }
      }
    }
    return found;
  }

  /// Who reacts to what a workflow emits.
  public List<Passage> reactions(IndexedManifest from, String workflow) {
    List<Passage> found = new ArrayList<>();
    for (EmittedEvent event : from.eventsOf(workflow)) {
      Admitted.By admitting = admitted.of(event.schemaVersion());
      var key = new EventKey(from.name(), event.artifact(), event.type());
      for (SubscriptionRef ref : graph.subscribers(key)) {
        if (admitting.test(ref.entry().schemaVersion())) {
          found.add(Passage.by(from, workflow, ref, event.type()));
        }
      }
    }
    return found;
  }

  private @Nullable IndexedManifest inForce(String name, @Nullable String branch) {
    Repository repository = graph.get(name);
    if (repository == null) {
      return null;
    }
    return repository
        .branch(branch == null ? repository.defaultBranch() : branch)
        .map(Branch::inForce)
        .orElse(null);
  }
}
