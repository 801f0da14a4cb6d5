package dev.tako.graph.query;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Link;
import dev.tako.manifest.RepositoryRef;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An edge that names something that does not exist.
///
/// @param reason what was expected and what is there
public record Dangling(Link edge, String reason) {
  /// Those among `links`, in their order.
  public static List<Dangling> among(Graph graph, List<Link> links) {
    return links.stream().flatMap(link -> of(graph, link)).toList();
  }

  private static Stream<Dangling> of(Graph graph, Link link) {
    String reason =
        switch (link.kind()) {
          case DEPENDENT -> dependent(graph, link);
          case SUBSCRIPTION -> subscription(graph, link);
        };
    return reason == null ? Stream.empty() : Stream.of(new Dangling(link, reason));
  }

  private static @Nullable String dependent(Graph graph, Link link) {
    IndexedManifest target = graph.manifest(link.to()).orElse(null);
    if (target == null) {
      return absent(graph, link.to());
    }
    Collection<String> there = target.manifest().workflows().keySet();
    Collection<String> travelling =
        link.labels().isEmpty()
            ? graph.manifest(link.from()).orElseThrow().manifest().workflows().keySet()
            : link.labels();
    List<String> missing = travelling.stream().filter(name -> !there.contains(name)).toList();
    boolean dangles = link.labels().isEmpty() ? missing.size() == travelling.size() : true;
    return missing.isEmpty() || !dangles
        ? null
        : "expected %s to have workflow %s, found %s"
            .formatted(link.to(), String.join(", ", missing), listed(there));
  }

  private static @Nullable String subscription(Graph graph, Link link) {
    IndexedManifest source = graph.manifest(link.from()).orElse(null);
    if (source == null) {
      return absent(graph, link.from());
    }
    String artifact = Objects.requireNonNullElse(link.artifact(), "default");
    Collection<String> artifacts = source.manifest().artifacts().keySet();
    if (!artifacts.contains(artifact)) {
      return "expected %s to have artifact %s, found %s"
          .formatted(link.from(), artifact, listed(artifacts));
    }
    List<String> emitted =
        source.events().values().stream()
            .flatMap(List::stream)
            .filter(event -> event.artifact().equals(artifact))
            .map(event -> event.type())
            .distinct()
            .sorted()
            .toList();
    List<String> missing = link.labels().stream().filter(type -> !emitted.contains(type)).toList();
    return missing.isEmpty()
        ? null
        : "expected a step of %s to emit %s of %s, found %s"
            .formatted(link.from(), String.join(", ", missing), artifact, listed(emitted));
  }

  private static String absent(Graph graph, RepositoryRef repo) {
    return graph.find(repo.fullName()).isEmpty()
        ? "expected a registered repository, found %s, which is not".formatted(repo.fullName())
        : "expected %s to have a valid manifest, found none indexed".formatted(repo);
  }

  private static String listed(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
