package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One edge of the graph, as queries and exports show it.
///
/// @param from with its branch; of a subscription, the repository whose events are listened to
/// @param to with its branch; of a subscription, the subscriber
/// @param artifact of a subscription, the artifact's name
/// @param labels workflow names that travel (none: all), or event types listened to
/// @param workflow of a subscription, the workflow it starts
/// @param file where the edge is declared
/// @param line counting from 1
public record Link(
    Kind kind,
    RepositoryRef from,
    RepositoryRef to,
    @Nullable String artifact,
    List<String> labels,
    @Nullable String workflow,
    String file,
    int line) {
  /// Which way the edge is declared.
  public enum Kind {
    DEPENDENT,
    SUBSCRIPTION
  }

  public Link {
    labels = List.copyOf(labels);
  }
}
