package dev.tako.graph.http;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Link;
import dev.tako.graph.query.Dangling;
import dev.tako.graph.query.Neighbourhood;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the graph, as the API shows it.
///
/// @param dangling those of the edges that name something that does not exist
record GraphView(
    List<RepositoryRef> roots, List<Node> repositories, List<Link> edges, List<Dangling> dangling) {
  /// @param commit of the manifest in force; null when there is none, or it is not registered
  record Node(
      RepositoryRef repo, @Nullable String url, @Nullable String commit, List<String> workflows) {}

  static GraphView of(Graph graph, Neighbourhood part) {
    return new GraphView(
        part.roots(),
        part.repositories().stream().map(repo -> node(graph, repo)).toList(),
        part.links(),
        Dangling.among(graph, part.links()));
  }

  private static Node node(Graph graph, RepositoryRef repo) {
    String url = graph.find(repo.fullName()).map(repository -> repository.url()).orElse(null);
    IndexedManifest manifest = graph.manifest(repo).orElse(null);
    return manifest == null
        ? new Node(repo, url, null, List.of())
        : new Node(
            repo, url, manifest.commit(), List.copyOf(manifest.manifest().workflows().keySet()));
  }
}
