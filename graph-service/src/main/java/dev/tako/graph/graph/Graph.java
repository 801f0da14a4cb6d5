package dev.tako.graph.graph;

import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// Every registered repository with its manifests in force: an immutable snapshot.
///
/// A change gives a new graph that shares everything it did not touch with the old one. Two indexes
/// are kept beside the repositories: who listens to an event, and who names a repository as a
/// dependent.
public final class Graph {
  public static final Graph EMPTY =
      new Graph(
          0, HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), TreePSet.empty());

  private final long version;
  private final PMap<String, Repository> repositories;
  private final PMap<String, PMap<EventKey, List<SubscriptionRef>>> subscribers;
  private final PMap<String, PSortedSet<DependentRef>> namedBy;
  private final PSortedSet<String> closingCycles;

  private volatile @Nullable Map<String, Repository> table;

  private Graph(
      long version,
      PMap<String, Repository> repositories,
      PMap<String, PMap<EventKey, List<SubscriptionRef>>> subscribers,
      PMap<String, PSortedSet<DependentRef>> namedBy,
      PSortedSet<String> closingCycles) {
    this.version = version;
    this.repositories = repositories;
    this.subscribers = subscribers;
    this.namedBy = namedBy;
    this.closingCycles = closingCycles;
  }

  /// Grows by one with every change; two graphs of one line with the same version are the same.
  public long version() {
    return version;
  }

  /// The graph in which `repository` is as given, whatever was known of it before.
  public Graph with(Repository repository) {
    String name = repository.fullName();
    Edges edges = new Edges(subscribers, namedBy);
    Repository old = repositories.get(name);
    if (old != null) {
      edges = edges.without(old, repository);
    }
    edges = edges.with(repository, old);
    return new Graph(
        version + 1,
        repositories.plus(name, repository),
        edges.subscribers(),
        edges.namedBy(),
        repository.closesCycle() ? closingCycles.plus(name) : closingCycles.minus(name));
  }

  /// Repositories with a branch whose newest manifest was rejected because it closes a cycle.
  public Set<String> closingCycles() {
    return closingCycles;
  }

  /// All repositories by name, quicker to look up in than the tree; made when first asked for.
  Map<String, Repository> table() {
    Map<String, Repository> made = table;
    if (made == null) {
      made = Map.copyOf(repositories);
      table = made;
    }
    return made;
  }

  @Nullable Repository get(String fullName) {
    return repositories.get(fullName);
  }

  /// What `owner/repo` schedules; nothing where it is not registered.
  public List<Scheduled> schedulesOf(String fullName) {
    return find(fullName).map(Repository::schedules).orElse(List.of());
  }

  public Optional<Repository> find(String fullName) {
    return Optional.ofNullable(repositories.get(fullName));
  }

  @Nullable Repository get(RepositoryRef ref) {
    return repositories.get(ref.fullName());
  }

  /// The manifest in force on the branch of `ref`, or on the default branch when it names none.
  public Optional<IndexedManifest> manifest(RepositoryRef ref) {
    Repository repository = get(ref);
    if (repository == null) {
      return Optional.empty();
    }
    String branch = ref.branch() == null ? repository.defaultBranch() : ref.branch();
    return repository.branch(branch).map(Branch::inForce);
  }

  public List<Repository> repositories() {
    return repositories.values().stream()
        .sorted(Comparator.comparing(Repository::ref, Names.ORDER))
        .toList();
  }

  public Collection<String> names() {
    return repositories.keySet();
  }

  public int size() {
    return repositories.size();
  }

  /// The branches of a repository that some manifest's `dependents` name.
  public Set<String> branchesNamed(String fullName) {
    return namedBy.getOrDefault(fullName, TreePSet.empty()).stream()
        .map(ref -> dependent(ref).repo().branch())
        .filter(branch -> branch != null)
        .collect(Collectors.toSet());
  }

  List<SubscriptionRef> subscribers(EventKey key) {
    PMap<EventKey, List<SubscriptionRef>> ofRepository = subscribers.get(key.repository());
    return ofRepository == null ? List.of() : ofRepository.getOrDefault(key, List.of());
  }

  /// Everyone who listens to any event about any artifact of a repository.
  List<SubscriptionRef> subscribersOf(String fullName) {
    PMap<EventKey, List<SubscriptionRef>> all = subscribers.get(fullName);
    return all == null
        ? List.of()
        : all.values().stream().flatMap(Collection::stream).distinct().sorted().toList();
  }

  /// Every edge that names a repository as a dependent, whatever the branch.
  List<DependentRef> namedBy(String fullName) {
    return List.copyOf(namedBy.getOrDefault(fullName, TreePSet.empty()));
  }

  Dependent dependent(DependentRef ref) {
    return manifest(ref.from()).orElseThrow().manifest().dependents().get(ref.index());
  }
}
