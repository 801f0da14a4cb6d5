package dev.tako.graph.graph;

import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// Every registered repository with its manifests in force: an immutable snapshot.
///
/// A change gives a new graph that shares everything it did not touch with the old one. Beside the
/// repositories their edges are kept, by number and by what they lead to.
public final class Graph {
  public static final Graph EMPTY = new Graph(0, Slots.empty(), 0, Edges.NONE, TreePSet.empty());

  private final long version;
  private final Slots<Repository> repositories;
  private final int size;
  private final Edges edges;
  private final PSortedSet<String> closingCycles;

  private Graph(
      long version,
      Slots<Repository> repositories,
      int size,
      Edges edges,
      PSortedSet<String> closingCycles) {
    this.version = version;
    this.repositories = repositories;
    this.size = size;
    this.edges = edges;
    this.closingCycles = closingCycles;
  }

  /// Grows by one with every change; two graphs of one line with the same version are the same.
  public long version() {
    return version;
  }

  /// The graph in which `repository` is as given, whatever was known of it before.
  public Graph with(Repository repository) {
    String name = repository.fullName();
    Repository old = get(name);
    Edges changed = edges.with(repository, old);
    return new Graph(
        version + 1,
        repositories.with(changed.numbers().of(name), repository),
        old == null ? size + 1 : size,
        changed,
        repository.closesCycle() ? closingCycles.plus(name) : closingCycles.minus(name));
  }

  /// Repositories with a branch whose newest manifest was rejected because it closes a cycle.
  public Set<String> closingCycles() {
    return closingCycles;
  }

  public @Nullable Repository get(String fullName) {
    return repositories.get(edges.numbers().of(fullName));
  }

  /// @param number see [Numbers]
  public @Nullable Repository get(int number) {
    return repositories.get(number);
  }

  /// What `owner/repo` schedules; nothing where it is not registered.
  public List<Scheduled> schedulesOf(String fullName) {
    return find(fullName).map(Repository::schedules).orElse(List.of());
  }

  public Optional<Repository> find(String fullName) {
    return Optional.ofNullable(get(fullName));
  }

  public @Nullable Repository get(RepositoryRef ref) {
    return get(ref.fullName());
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
    return all().sorted(Comparator.comparing(Repository::ref, Names.ORDER)).toList();
  }

  /// `owner/repo` of each.
  public Collection<String> names() {
    return all().map(Repository::fullName).toList();
  }

  private Stream<Repository> all() {
    return IntStream.range(0, numbered()).mapToObj(repositories::get).filter(Objects::nonNull);
  }

  public int size() {
    return size;
  }

  /// How many numbers of repositories there are; some may not be registered.
  public int numbered() {
    return edges.numbers().repositories().size();
  }

  /// The manifest in force on the default branch of a repository.
  public @Nullable Linked linked(int number) {
    return edges.linked().get(number);
  }

  /// Any manifest of a repository, in force or not.
  public Linked linked(IndexedManifest manifest) {
    Linked known = linked(edges.numbers().of(manifest.name()));
    return known != null && known.manifest().equals(manifest)
        ? known
        : Linked.of(manifest, edges.numbers());
  }

  /// The branches of a repository that some manifest's `dependents` name.
  public Set<String> branchesNamed(String fullName) {
    return namedBy(fullName).stream()
        .map(ref -> dependent(ref).repo().branch())
        .filter(branch -> branch != null)
        .collect(Collectors.toSet());
  }

  public List<SubscriptionRef> subscribers(EventKey key) {
    return listeners(edges.numbers().of(key)).refs();
  }

  /// @param event its number, see [Linked#eventNumber]
  public Listeners listeners(int event) {
    Listeners found = edges.listeners().get(event);
    return found == null ? Listeners.NONE : found;
  }

  /// Everyone who listens to any event about any artifact of a repository.
  public List<SubscriptionRef> subscribersOf(String fullName) {
    return Arrays.stream(edges.numbers().eventsOf(fullName))
        .mapToObj(this::listeners)
        .flatMap(listeners -> listeners.refs().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Every edge that names a repository as a dependent, whatever the branch.
  public List<DependentRef> namedBy(String fullName) {
    return List.copyOf(edges.namedBy().getOrDefault(fullName, TreePSet.empty()));
  }

  public Dependent dependent(DependentRef ref) {
    return manifest(ref.from()).orElseThrow().manifest().dependents().get(ref.index());
  }
}
