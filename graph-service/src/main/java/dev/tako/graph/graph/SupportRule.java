package dev.tako.graph.graph;

import dev.tako.manifest.Problem;
import dev.tako.manifest.RepositoryRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Refuses what the language knows and this version cannot carry out, in the parts of each manifest
/// that the plan uses.
final class SupportRule {
  private final PlanScope scope;
  private final Complaints complaints;

  SupportRule(PlanScope scope, Complaints complaints) {
    this.scope = scope;
    this.complaints = complaints;
  }

  void check(Walk<RepositoryRef, DependentEdge> travel, Walk<Execution, ReactionEdge> reactions) {
    if (scope.manifests().stream().allMatch(used -> used.manifest().notSupportedYet().isEmpty())) {
      return;
    }
    Map<RepositoryRef, Set<String>> parts = new HashMap<>();
    travel.edges().values().stream()
        .flatMap(List::stream)
        .forEach(edge -> add(parts, edge.from(), edge::path));
    reactions
        .edges()
        .forEach((execution, edges) -> {
          add(parts, execution.repo(), () -> "workflows." + execution.workflow());
          edges.forEach(edge -> add(parts, edge.to().repo(), edge::path));
        });
    parts.forEach((repo, used) -> {
      IndexedManifest manifest = scope.manifest(repo);
      for (Problem problem : manifest.manifest().notSupportedYet()) {
        if (isUsed(problem.path(), used)) {
          complaints.add(manifest, problem);
        }
      }
    });
  }

  private void add(
      Map<RepositoryRef, Set<String>> parts, RepositoryRef repo, Supplier<String> path) {
    if (!scope.manifest(repo).manifest().notSupportedYet().isEmpty()) {
      parts.computeIfAbsent(repo, _ -> new HashSet<>()).add(path.get());
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
