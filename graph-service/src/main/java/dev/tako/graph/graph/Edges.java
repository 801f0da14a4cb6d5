package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// The edges of all manifests in force, and by what they lead to: who listens to an event, and who
/// names a repository as a dependent.
///
/// A change costs as much as the changed repository has edges, whatever the number of repositories;
/// what its manifests say as before is not touched.
///
/// @param linked by the number of the repository, the manifest in force on its default branch
/// @param listeners by the number of the event
/// @param namedBy by `owner/repo`
record Edges(
    Numbers numbers,
    Slots<Linked> linked,
    Slots<Listeners> listeners,
    PMap<String, PSortedSet<DependentRef>> namedBy) {
  static final Edges NONE =
      new Edges(Numbers.NONE, Slots.empty(), Slots.empty(), HashTreePMap.empty());

  /// @param before what was known of the repository; its edges are here
  Edges with(Repository repository, @Nullable Repository before) {
    Edges naming =
        new Edges(
            numbers.with(repository.fullName()),
            linked,
            listeners,
            before == null
                ? named(namedBy, repository, null, true)
                : named(named(namedBy, before, repository, false), repository, before, true));
    return naming.listening(repository);
  }

  private Edges listening(Repository repository) {
    int number = numbers.of(repository.fullName());
    Linked old = linked.get(number);
    IndexedManifest manifest = repository.manifest().orElse(null);
    if (Objects.equals(manifest, old == null ? null : old.manifest())) {
      return this;
    }
    Numbers more = manifest == null ? numbers : Linked.numbered(manifest, numbers);
    Linked now = manifest == null ? null : Linked.of(manifest, more);
    Slots<Listeners> fewer = toggled(listeners, more, old, false);
    return new Edges(more, linked.with(number, now), toggled(fewer, more, now, true), namedBy);
  }

  private static Slots<Listeners> toggled(
      Slots<Listeners> listeners, Numbers numbers, @Nullable Linked subscriber, boolean add) {
    if (subscriber == null) {
      return listeners;
    }
    for (SubscriptionRef ref : SubscriptionRef.of(subscriber)) {
      for (String type : ref.entry().events()) {
        int event = numbers.of(EventKey.of(ref.entry(), type));
        Listeners known = Objects.requireNonNullElse(listeners.get(event), Listeners.NONE);
        listeners = listeners.with(event, add ? known.with(ref) : known.without(ref));
      }
    }
    return listeners;
  }

  /// @param other what it says too is left as it is
  private static PMap<String, PSortedSet<DependentRef>> named(
      PMap<String, PSortedSet<DependentRef>> naming,
      Repository repository,
      @Nullable Repository other,
      boolean add) {
    for (Branch branch : repository.branches().values()) {
      IndexedManifest manifest = branch.inForce();
      if (manifest == null || (other != null && manifest.equals(inForce(other, branch.name())))) {
        continue;
      }
      List<Dependent> dependents = manifest.manifest().dependents();
      for (int i = 0; i < dependents.size(); i++) {
        naming =
            toggled(naming, manifest.targets().get(i), new DependentRef(manifest.repo(), i), add);
      }
    }
    return naming;
  }

  private static @Nullable IndexedManifest inForce(Repository repository, String branch) {
    return repository.branch(branch).map(Branch::inForce).orElse(null);
  }

  private static PMap<String, PSortedSet<DependentRef>> toggled(
      PMap<String, PSortedSet<DependentRef>> map, String key, DependentRef ref, boolean add) {
    PSortedSet<DependentRef> refs = map.getOrDefault(key, TreePSet.empty());
    PSortedSet<DependentRef> changed = add ? refs.plus(ref) : refs.minus(ref);
    return changed.isEmpty() ? map.minus(key) : map.plus(key, changed);
  }
}
