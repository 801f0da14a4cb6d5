package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;
import dev.tako.manifest.Subscription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// The edges of all manifests in force, by what they lead to: who listens to an event, and who
/// names a repository as a dependent.
///
/// A change costs as much as the changed repository has edges, whatever the number of repositories;
/// what its manifests say as before is not touched.
record Edges(
    PMap<String, PMap<EventKey, List<SubscriptionRef>>> subscribers,
    PMap<String, PSortedSet<DependentRef>> namedBy) {

  /// @param before what was known of the repository; its edges are here
  Edges with(Repository repository, @Nullable Repository before) {
    return relinked(repository, before, true);
  }

  /// @param after what takes its place; the edges they share stay
  Edges without(Repository repository, Repository after) {
    return relinked(repository, after, false);
  }

  private Edges relinked(Repository repository, @Nullable Repository other, boolean link) {
    var listening = subscribers;
    var naming = namedBy;
    for (Branch branch : repository.branches().values()) {
      IndexedManifest manifest = branch.inForce();
      if (manifest == null) {
        continue;
      }
      boolean shared = other != null && manifest.equals(inForce(other, branch.name()));
      if (!shared) {
        naming = toggled(naming, manifest, link);
      }
      boolean listens = listens(repository, branch);
      if (listens && !(shared && listens(other, branch))) {
        listening = toggledSubscriptions(listening, repository.fullName(), manifest, link);
      }
    }
    return new Edges(listening, naming);
  }

  private static @Nullable IndexedManifest inForce(Repository repository, String branch) {
    return repository.branch(branch).map(Branch::inForce).orElse(null);
  }

  /// Only the subscriptions of a default branch count.
  private static boolean listens(@Nullable Repository repository, Branch branch) {
    return repository != null && Objects.equals(branch.name(), repository.defaultBranch());
  }

  private static PMap<String, PSortedSet<DependentRef>> toggled(
      PMap<String, PSortedSet<DependentRef>> naming, IndexedManifest manifest, boolean link) {
    List<Dependent> dependents = manifest.manifest().dependents();
    for (int i = 0; i < dependents.size(); i++) {
      naming =
          toggle(naming, manifest.targets().get(i), new DependentRef(manifest.repo(), i), link);
    }
    return naming;
  }

  private static PMap<String, PMap<EventKey, List<SubscriptionRef>>> toggledSubscriptions(
      PMap<String, PMap<EventKey, List<SubscriptionRef>>> listening,
      String subscriber,
      IndexedManifest manifest,
      boolean link) {
    List<Subscription> subscriptions = manifest.manifest().subscriptions();
    for (int i = 0; i < subscriptions.size(); i++) {
      var artifact = subscriptions.get(i).artifact();
      for (String type : subscriptions.get(i).events()) {
        EventKey key = new EventKey(artifact.fullName(), artifact.artifact(), type);
        var keys =
            toggle(
                listening.getOrDefault(key.repository(), HashTreePMap.empty()),
                key,
                new SubscriptionRef(subscriber, i, manifest),
                link);
        listening =
            keys.isEmpty()
                ? listening.minus(key.repository())
                : listening.plus(key.repository(), keys);
      }
    }
    return listening;
  }

  private static PMap<EventKey, List<SubscriptionRef>> toggle(
      PMap<EventKey, List<SubscriptionRef>> map, EventKey key, SubscriptionRef ref, boolean add) {
    List<SubscriptionRef> refs = map.getOrDefault(key, List.of());
    List<SubscriptionRef> changed = add ? ref.addedTo(refs) : ref.removedFrom(refs);
    return changed.isEmpty() ? map.minus(key) : map.plus(key, changed);
  }

  private static PMap<String, PSortedSet<DependentRef>> toggle(
      PMap<String, PSortedSet<DependentRef>> map, String key, DependentRef ref, boolean add) {
    PSortedSet<DependentRef> refs = map.getOrDefault(key, TreePSet.empty());
    PSortedSet<DependentRef> changed = add ? refs.plus(ref) : refs.minus(ref);
    return changed.isEmpty() ? map.minus(key) : map.plus(key, changed);
  }
}
