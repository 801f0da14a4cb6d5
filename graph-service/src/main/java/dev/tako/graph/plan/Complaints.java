package dev.tako.graph.plan;

import dev.tako.contract.ManifestProblem;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.manifest.Position;
import dev.tako.manifest.Problem;
import dev.tako.manifest.Severity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands against a plan, gathered from every rule.
final class Complaints {
  private static final Comparator<ManifestProblem> ORDER =
      Comparator.comparing(ManifestProblem::repo)
          .thenComparingInt(ManifestProblem::line)
          .thenComparingInt(ManifestProblem::column)
          .thenComparing(ManifestProblem::message);

  private final Set<ManifestProblem> problems = new LinkedHashSet<>();

  void add(IndexedManifest in, Position at, String path, String message, @Nullable String hint) {
    add(
        in,
        new Problem(
            Severity.ERROR, IndexedManifest.FILE, at.line(), at.column(), path, message, hint));
  }

  void add(IndexedManifest in, Problem problem) {
    problems.add(IndexedManifest.problemOf(in.repo(), problem, in.source()));
  }

  void addAll(List<ManifestProblem> others) {
    problems.addAll(others);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /// By repository, then by place.
  List<ManifestProblem> inOrder() {
    return problems.stream().sorted(ORDER).toList();
  }
}
