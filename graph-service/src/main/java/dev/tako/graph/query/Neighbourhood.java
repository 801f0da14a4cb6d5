package dev.tako.graph.query;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Link;
import dev.tako.graph.graph.Links;
import dev.tako.graph.graph.Names;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of the graph: some repositories, and the edges met on the way between them.
///
/// @param roots where it was begun
/// @param repositories nearest first; without a root, by name
public record Neighbourhood(
    List<RepositoryRef> roots, List<RepositoryRef> repositories, List<Link> links) {
  /// Which way edges are followed.
  public enum Direction {
    /// From what changes to what that reaches.
    DOWN,
    /// From what is reached to what reaches it.
    UP
  }

  public Neighbourhood {
    roots = List.copyOf(roots);
    repositories = List.copyOf(repositories);
    links = List.copyOf(links);
  }

  /// What is at most `depth` edges away from `root`; without a root the whole graph.
  public static Neighbourhood of(
      Graph graph, @Nullable RepositoryRef root, Direction direction, int depth) {
    return of(graph, root, direction, depth, Set.of(Link.Kind.values()));
  }

  /// The same along some kinds of edges only.
  public static Neighbourhood of(
      Graph graph,
      @Nullable RepositoryRef root,
      Direction direction,
      int depth,
      Set<Link.Kind> kinds) {
    Links links = new Links(graph);
    return root == null
        ? whole(graph, links, kinds)
        : around(links, links.resolve(root), direction, depth, kinds);
  }

  private static Neighbourhood around(
      Links links, RepositoryRef root, Direction direction, int depth, Set<Link.Kind> kinds) {
    SequencedSet<Link> met = new LinkedHashSet<>();
    var distance = new java.util.LinkedHashMap<RepositoryRef, Integer>();
    Deque<RepositoryRef> left = new ArrayDeque<>(List.of(root));
    distance.put(root, 0);
    while (!left.isEmpty()) {
      RepositoryRef at = left.remove();
      int next = distance.getOrDefault(at, 0) + 1;
      if (next > depth) {
        continue;
      }
      for (Link link : linksAt(links, at, direction, kinds)) {
        met.add(link);
        RepositoryRef other = direction == Direction.DOWN ? link.to() : link.from();
        if (distance.putIfAbsent(other, next) == null) {
          left.add(other);
        }
      }
    }
    return new Neighbourhood(
        List.of(root), List.copyOf(distance.sequencedKeySet()), List.copyOf(met));
  }

  private static List<Link> linksAt(
      Links links, RepositoryRef at, Direction direction, Set<Link.Kind> kinds) {
    Stream<Link> all =
        switch (direction) {
          case DOWN -> Stream.concat(links.dependents(at).stream(), links.subscribers(at).stream());
          case UP -> Stream.concat(links.parents(at).stream(), links.subscriptions(at).stream());
        };
    return all.filter(link -> kinds.contains(link.kind())).toList();
  }

  private static Neighbourhood whole(Graph graph, Links links, Set<Link.Kind> kinds) {
    Set<RepositoryRef> nodes = new TreeSet<>(Names.ORDER);
    List<Link> all = new ArrayList<>();
    for (Repository repository : graph.repositories()) {
      nodes.add(links.resolve(repository.ref()));
      for (String branch : new TreeMap<>(repository.branches()).keySet()) {
        RepositoryRef repo = repository.ref().withBranch(branch);
        nodes.add(repo);
        Stream.concat(links.dependents(repo).stream(), links.subscriptions(repo).stream())
            .filter(link -> kinds.contains(link.kind()))
            .forEach(all::add);
      }
    }
    Set<RepositoryRef> reached = new TreeSet<>(Names.ORDER);
    for (Link link : all) {
      nodes.add(link.from());
      nodes.add(link.to());
      reached.add(link.to());
    }
    List<RepositoryRef> roots = nodes.stream().filter(node -> !reached.contains(node)).toList();
    return new Neighbourhood(roots, List.copyOf(nodes), all);
  }
}
