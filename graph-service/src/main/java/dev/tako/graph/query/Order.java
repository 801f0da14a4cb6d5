package dev.tako.graph.query;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Link;
import dev.tako.graph.walk.Knots;
import dev.tako.graph.walk.Topology;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The order changes travel in over the whole graph: along `dependents`, and from who emits an
/// event to who listens for it.
///
/// @param order every repository after all that lead to it; of edges that lead back to where they
///   come from, subscriptions do not count, and then those that close a cycle of dependents
public record Order(List<RepositoryRef> order) {
  private record Node(int place, RepositoryRef repo) implements Walk.Node {}

  private record Edge(Node to) implements Walk.Edge<Node> {}

  public Order {
    order = List.copyOf(order);
  }

  public static Order of(Graph graph) {
    Neighbourhood all =
        Neighbourhood.of(graph, null, Neighbourhood.Direction.DOWN, Integer.MAX_VALUE);
    Map<RepositoryRef, Node> nodes = new LinkedHashMap<>();
    all.repositories().forEach(repo -> nodes.put(repo, new Node(nodes.size(), repo)));
    Map<Node, List<Link>> links = new HashMap<>();
    all.links()
        .forEach(link ->
            links.computeIfAbsent(nodeOf(nodes, link.from()), _ -> new ArrayList<>()).add(link));
    Map<Node, Integer> knots = knots(nodes, links);
    Walk<Node, Edge> walk =
        Walk.from(
            nodes.values(),
            from ->
                links.getOrDefault(from, List.of()).stream()
                    .filter(link ->
                        link.kind() == Link.Kind.DEPENDENT
                            || !Objects.equals(
                                knots.getOrDefault(from, -1 - from.place()),
                                knots.get(nodeOf(nodes, link.to()))))
                    .map(link -> new Edge(nodeOf(nodes, link.to())))
                    .collect(Collectors.toCollection(ArrayList::new)));
    return new Order(Topology.order(walk).stream().map(Node::repo).toList());
  }

  /// The number of the knot of each that lies in one.
  private static Map<Node, Integer> knots(
      Map<RepositoryRef, Node> nodes, Map<Node, List<Link>> links) {
    Map<Node, Integer> knots = new HashMap<>();
    List<List<Node>> found =
        Knots.among(
            nodes.values(),
            from ->
                links.getOrDefault(from, List.of()).stream()
                    .map(link -> nodeOf(nodes, link.to()))
                    .toList());
    for (int number = 0; number < found.size(); number++) {
      for (Node node : found.get(number)) {
        knots.put(node, number);
      }
    }
    return knots;
  }

  private static Node nodeOf(Map<RepositoryRef, Node> nodes, RepositoryRef repo) {
    return Objects.requireNonNull(nodes.get(repo));
  }
}
