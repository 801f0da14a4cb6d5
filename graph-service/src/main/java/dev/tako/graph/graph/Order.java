package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order changes travel in over the whole graph's `dependents`.
///
/// @param order every repository after all that lead to it; edges that close a cycle do not count
public record Order(List<RepositoryRef> order) {
  private record Node(int place, RepositoryRef repo) implements Walk.Node {}

  private record Edge(Node to) implements Walk.Edge<Node> {}

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
            Set.of(Link.Kind.DEPENDENT));
    Map<RepositoryRef, Node> nodes = new LinkedHashMap<>();
    all.repositories().forEach(repo -> nodes.put(repo, new Node(nodes.size(), repo)));
    Map<RepositoryRef, List<Edge>> edges = new HashMap<>();
    for (Link link : all.links()) {
      Node to = nodes.get(link.to());
      if (to != null) {
        edges.computeIfAbsent(link.from(), _ -> new ArrayList<>()).add(new Edge(to));
      }
    }
    Walk<Node, Edge> walk =
        Walk.from(nodes.values(), node -> edges.getOrDefault(node.repo(), new ArrayList<>()));
    return new Order(Topology.order(walk).stream().map(Node::repo).toList());
  }
}
