package dev.tako.graph.graph;

import dev.tako.manifest.Position;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bounds the longest chain of a plan: along dependents, and from any of them along reactions.
final class DepthRule {
  private final PlanScope scope;
  private final Planner.Limits limits;
  private final Complaints complaints;
  private final Collection<String> warnings;

  DepthRule(
      PlanScope scope, Planner.Limits limits, Complaints complaints, Collection<String> warnings) {
    this.scope = scope;
    this.limits = limits;
    this.complaints = complaints;
    this.warnings = warnings;
  }

  /// Both walks must be free of cycles.
  void check(
      RepositoryRef root,
      String workflow,
      Walk<RepositoryRef, DependentEdge> travel,
      Walk<Execution, ReactionEdge> reactions) {
    var react = reactions.longest();
    Map<RepositoryRef, Integer> depths = new HashMap<>();
    travel
        .edges()
        .forEach((repo, out) -> {
          int depth = lengthOf(react.get(new Execution(repo, workflow)));
          for (DependentEdge edge : out) {
            depth = Math.max(depth, 1 + depths.getOrDefault(edge.to(), 0));
          }
          depths.put(repo, depth);
        });
    int depth = depths.getOrDefault(root, 0);
    if (depth < limits.warnFrom()) {
      return;
    }
    List<Hop> chain = chain(root, workflow, travel, react, depths);
    String told =
        scope.root().repo().fullName()
            + " -> "
            + String.join(" -> ", chain.stream().map(Hop::label).toList());
    if (depth <= limits.most()) {
      warnings.add(
          "the plan is %d deep (%s); more than %d is refused"
              .formatted(depth, told, limits.most()));
      return;
    }
    Hop over = chain.get(limits.most());
    complaints.add(
        over.manifest(),
        over.at(),
        over.path(),
        "expected a depth of at most %d, found %d: %s".formatted(limits.most(), depth, told),
        "Shorten the chain, or raise tako.graph.max-depth.");
  }

  private static int lengthOf(Walk.@Nullable Longest<ReactionEdge> longest) {
    return longest == null ? 0 : longest.length();
  }

  private record Hop(IndexedManifest manifest, Position at, String path, String label) {}

  private List<Hop> chain(
      RepositoryRef root,
      String workflow,
      Walk<RepositoryRef, DependentEdge> travel,
      Map<Execution, Walk.Longest<ReactionEdge>> react,
      Map<RepositoryRef, Integer> depths) {
    List<Hop> hops = new ArrayList<>();
    RepositoryRef at = root;
    while (true) {
      int depth = depths.getOrDefault(at, 0);
      DependentEdge next =
          travel.edges().getOrDefault(at, List.of()).stream()
              .filter(edge -> 1 + depths.getOrDefault(edge.to(), 0) == depth)
              .findFirst()
              .orElse(null);
      if (next == null) {
        break;
      }
      hops.add(
          new Hop(scope.manifest(at), next.dependent().at(), next.path(), next.to().fullName()));
      at = next.to();
    }
    Walk.Longest<ReactionEdge> longest = react.get(new Execution(at, workflow));
    while (longest != null && longest.first() != null) {
      ReactionEdge next = longest.first();
      hops.add(
          new Hop(
              scope.manifest(next.to().repo()),
              next.subscription().at(),
              next.path(),
              next.to().repo().fullName() + " " + next.to().workflow()));
      longest = react.get(next.to());
    }
    return hops;
  }
}
