package dev.tako.graph.walk;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Linked;
import dev.tako.graph.graph.Listeners;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one walk over a graph comes by: one [Stop] for each repository and one [Execution] for each
/// of its workflows, so that whether two are the same is seen without reading their names, and what
/// is known of them is kept by their places.
public final class Stops {
  private final Graph graph;
  private final @Nullable Stop[] onDefaultBranches;
  private final Map<RepositoryRef, Stop> others = new HashMap<>();
  private final List<Stop> all = new ArrayList<>();
  private int executions;

  public Stops(Graph graph) {
    this.graph = graph;
    this.onDefaultBranches = new Stop[graph.numbered()];
  }

  /// In the order of their places.
  public List<Stop> all() {
    return all;
  }

  /// How many executions were asked for so far.
  int executions() {
    return executions;
  }

  /// Where the walk begins: at a manifest that need not be in force.
  public Stop begin(IndexedManifest root) {
    Linked linked = graph.linked(root);
    return isOnDefaultBranch(linked) ? onDefaultBranch(linked) : another(linked);
  }

  /// @param number of a repository
  /// @return null where the default branch has no manifest in force
  public @Nullable Stop onDefaultBranch(int number) {
    Stop known = number < 0 ? null : onDefaultBranches[number];
    if (known != null) {
      return known;
    }
    Linked linked = graph.linked(number);
    return linked == null ? null : onDefaultBranch(linked);
  }

  /// @param linked in force on a default branch
  public Stop onDefaultBranch(Linked linked) {
    Stop known = onDefaultBranches[linked.number()];
    if (known == null) {
      known = added(linked);
      onDefaultBranches[linked.number()] = known;
    }
    return known;
  }

  /// A manifest in force on whatever branch.
  public Stop of(IndexedManifest inForce) {
    Linked linked = graph.linked(inForce);
    return isOnDefaultBranch(linked) ? onDefaultBranch(linked) : another(linked);
  }

  /// @param workflow its place in the manifest
  public Execution execution(Stop stop, int workflow) {
    Execution known = stop.executions[workflow];
    if (known == null) {
      known = new Execution(executions++, stop, workflow);
      stop.executions[workflow] = known;
    }
    return known;
  }

  /// What a subscription to an event starts.
  ///
  /// @param place of the subscription among the listeners
  public Execution listening(Listeners listeners, int place) {
    Stop stop = onDefaultBranch(listeners.subscriber(place));
    return execution(Objects.requireNonNull(stop), listeners.workflow(place));
  }

  /// What a subscription starts.
  public Execution execution(SubscriptionRef ref) {
    return execution(onDefaultBranch(ref.subscriber()), ref.workflow());
  }

  /// @return null where it has no workflow of that name
  public @Nullable Execution execution(Stop stop, String workflow) {
    return executionAt(stop, stop.linked().placeOf(workflow));
  }

  /// @param name the number of that of a workflow
  /// @return null where it has no workflow of that name
  public @Nullable Execution named(Stop stop, int name) {
    return executionAt(stop, stop.linked().placeOf(name));
  }

  private @Nullable Execution executionAt(Stop stop, int place) {
    return place < 0 ? null : execution(stop, place);
  }

  /// An execution on a default branch that was asked for before; null otherwise.
  ///
  /// @param number of the repository
  public @Nullable Execution known(int number, String workflow) {
    Stop stop = number < 0 ? null : onDefaultBranches[number];
    int place = stop == null ? -1 : stop.linked().placeOf(workflow);
    return stop == null || place < 0 ? null : stop.executions[place];
  }

  public boolean isOnDefaultBranch(Linked linked) {
    Repository repository = graph.get(linked.number());
    String branch = linked.manifest().repo().branch();
    return repository != null
        && branch != null
        && Objects.equals(branch, repository.defaultBranch());
  }

  private Stop another(Linked linked) {
    return others.computeIfAbsent(linked.manifest().repo(), _ -> added(linked));
  }

  private Stop added(Linked linked) {
    Stop stop = new Stop(all.size(), linked);
    all.add(stop);
    return stop;
  }
}
