package dev.tako.graph.plan;

import dev.tako.graph.walk.DependentEdge;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.ReactionEdge;
import dev.tako.graph.walk.Stop;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Refuses what the language knows and this version cannot carry out, in the parts of each manifest
/// that the plan uses.
final class SupportRule {
  private final PlanScope scope;
  private final Complaints complaints;

  SupportRule(PlanScope scope, Complaints complaints) {
    this.scope = scope;
    this.complaints = complaints;
  }

  void check(Walk<Execution, DependentEdge> travel, Walk<Execution, ReactionEdge> reactions) {
    if (scope.stops().all().stream().allMatch(SupportRule::isSupported)) {
      return;
    }
    Map<Stop, Set<String>> parts = new LinkedHashMap<>();
    for (Execution execution : travel.nodes()) {
      travel.edges(execution).forEach(edge -> add(parts, execution.stop(), edge.path()));
    }
    for (Execution execution : reactions.nodes()) {
      add(parts, execution.stop(), "workflows." + execution.workflow().name());
      reactions.edges(execution).forEach(edge -> add(parts, edge.to().stop(), edge.path()));
    }
    parts.forEach((stop, used) -> {
      for (Problem problem : stop.manifest().manifest().notSupportedYet()) {
        if (isUsed(problem.path(), used)) {
          complaints.add(stop.manifest(), problem);
        }
      }
    });
  }

  private static boolean isSupported(Stop stop) {
    return stop.linked().isSupported();
  }

  private static void add(Map<Stop, Set<String>> parts, Stop stop, String path) {
    if (!isSupported(stop)) {
      parts.computeIfAbsent(stop, _ -> new HashSet<>()).add(path);
    }
  }

  /// What stands outside of workflows and edges concerns every run.
  private static boolean isUsed(String path, Set<String> used) {
    boolean partial =
        path.startsWith("workflows.")
            || path.startsWith("dependents[")
            || path.startsWith("subscriptions[");
    return !partial
        || used.stream()
            .anyMatch(part ->
                path.equals(part)
                    || (path.startsWith(part) && ".[".indexOf(path.charAt(part.length())) >= 0));
  }
}
