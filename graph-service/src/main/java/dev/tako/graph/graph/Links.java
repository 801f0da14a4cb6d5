package dev.tako.graph.graph;

import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The edges at one repository, both ways, in a fixed order. What an edge names and the graph does
/// not have appears without a branch.
public final class Links {
  private final Graph graph;

  public Links(Graph graph) {
    this.graph = graph;
  }

  /// Its own `dependents`.
  public List<Link> dependents(RepositoryRef repo) {
    List<Link> links = new ArrayList<>();
    graph
        .manifest(repo)
        .ifPresent(manifest ->
            manifest.manifest().dependents().forEach(entry -> links.add(link(manifest, entry))));
    return links;
  }

  /// Who names it as a dependent.
  public List<Link> parents(RepositoryRef repo) {
    return graph.namedBy(repo.fullName()).stream()
        .map(ref -> link(graph.manifest(ref.from()).orElseThrow(), graph.dependent(ref)))
        .filter(link -> link.to().equals(repo))
        .toList();
  }

  /// Who listens to its events.
  public List<Link> subscribers(RepositoryRef repo) {
    return graph.subscribersOf(repo.fullName()).stream()
        .map(ref -> {
          IndexedManifest manifest = ref.manifest();
          return link(manifest, manifest.manifest().subscriptions().get(ref.index()));
        })
        .toList();
  }

  /// Whose events it listens to; only a default branch listens.
  public List<Link> subscriptions(RepositoryRef repo) {
    Repository repository = graph.get(repo);
    if (repository == null || !Objects.equals(repository.defaultBranch(), repo.branch())) {
      return List.of();
    }
    return graph
        .manifest(repo)
        .map(manifest ->
            manifest.manifest().subscriptions().stream()
                .map(entry -> link(manifest, entry))
                .toList())
        .orElse(List.of());
  }

  /// The reference with the branch it means.
  public RepositoryRef resolve(RepositoryRef named) {
    Repository repository = graph.get(named);
    String branch = repository == null ? null : repository.defaultBranch();
    return named.branch() != null || branch == null ? named : named.withBranch(branch);
  }

  private Link link(IndexedManifest from, Dependent entry) {
    return new Link(
        Link.Kind.DEPENDENT,
        from.repo(),
        resolve(entry.repo()),
        null,
        entry.workflows(),
        null,
        IndexedManifest.FILE,
        entry.at().line());
  }

  private Link link(IndexedManifest subscriber, Subscription entry) {
    ArtifactRef artifact = entry.artifact();
    return new Link(
        Link.Kind.SUBSCRIPTION,
        resolve(new RepositoryRef(artifact.owner(), artifact.repo(), null)),
        subscriber.repo(),
        artifact.artifact(),
        entry.events(),
        entry.workflow(),
        IndexedManifest.FILE,
        entry.at().line());
  }
}
