package dev.tako.graph.plan;

import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.walk.DependentEdge;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.Lengths;
import dev.tako.graph.walk.ReactionEdge;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
      Execution root,
      Walk<Execution, DependentEdge> travel,
      Walk<Execution, ReactionEdge> reactions) {
    Lengths<ReactionEdge> reacting = Lengths.of(reactions, _ -> 0);
    Lengths<DependentEdge> all = Lengths.of(travel, reacting::from);
    int depth = all.from(root);
    if (depth < limits.warnFrom()) {
      return;
    }
    List<Hop> chain = chain(root, all, reacting);
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

  private record Hop(IndexedManifest manifest, Position at, String path, String label) {}

  private static List<Hop> chain(
      Execution root, Lengths<DependentEdge> all, Lengths<ReactionEdge> reacting) {
    List<Hop> hops = new ArrayList<>();
    Execution at = root;
    for (DependentEdge next = all.first(at); next != null; next = all.first(at)) {
      hops.add(
          new Hop(
              at.stop().manifest(),
              next.dependent().at(),
              next.path(),
              next.to().repo().fullName()));
      at = next.to();
    }
    for (ReactionEdge next = reacting.first(at); next != null; next = reacting.first(at)) {
      at = next.to();
      hops.add(new Hop(at.stop().manifest(), next.subscription().at(), next.path(), at.toString()));
    }
    return hops;
  }
}
