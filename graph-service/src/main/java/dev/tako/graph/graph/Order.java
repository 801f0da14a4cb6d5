package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The order changes travel in over the whole graph's `dependents`.
///
/// @param order every repository after all that lead to it; edges that close a cycle do not count
public record Order(List<RepositoryRef> order) {
  private record Edge(RepositoryRef to) implements Walk.Edge<RepositoryRef> {}

  public Order {
    order = List.copyOf(order);
  }

  public static Order of(Graph graph) {
    Neighbourhood all =
        Neighbourhood.of(
            graph,
            null,
            Neighbourhood.Direction.DOWN,
            Integer.MAX_VALUE,
            java.util.Set.of(Link.Kind.DEPENDENT));
    Map<RepositoryRef, List<Edge>> edges = new LinkedHashMap<>();
    all.repositories().forEach(repo -> edges.put(repo, new java.util.ArrayList<>()));
    all.links()
        .forEach(link -> edges.getOrDefault(link.from(), List.of()).add(new Edge(link.to())));
    Walk<RepositoryRef, Edge> walk =
        Walk.from(all.repositories(), repo -> edges.getOrDefault(repo, List.of()));
    return new Order(Topology.order(walk.edges()));
  }
}
