package dev.tako.graph.cycle;

import dev.tako.contract.ManifestProblem;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.graph.Rejection;
import dev.tako.manifest.Problem;
import dev.tako.manifest.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Lets a manifest come into force, unless it closes a cycle: then it is rejected, and the one
/// before stays.
///
/// Of the graph only what the manifest reaches is looked at, and nothing when its edges and events
/// are those of before.
public final class Admission {
  private Admission() {}

  /// What is to happen to `graph` instead of `change`, or `change` itself.
  public static Change of(Graph graph, Change change) {
    if (!(change instanceof Change.PutInForce(IndexedManifest manifest, var at))) {
      return change;
    }
    IndexedManifest before = graph.manifest(manifest.repo()).orElse(null);
    if (before != null && manifest.leadsAs(before)) {
      return change;
    }
    List<Cycle> cycles = Cycles.through(change.in(graph), manifest);
    return cycles.isEmpty()
        ? change
        : new Change.Rejected(manifest.repo(), rejection(manifest, cycles), at);
  }

  private static Rejection rejection(IndexedManifest manifest, List<Cycle> cycles) {
    List<ManifestProblem> problems =
        cycles.stream()
            .flatMap(cycle ->
                cycle.passages().stream()
                    .filter(passage -> passage.declaredIn().repo().equals(manifest.repo()))
                    .map(passage -> problem(passage, cycle)))
            .distinct()
            .sorted(Comparator.comparingInt(ManifestProblem::line))
            .toList();
    return new Rejection(manifest.commit(), cycles.getFirst().message(), problems);
  }

  private static ManifestProblem problem(Passage own, Cycle cycle) {
    String others =
        cycle.passages().stream()
            .filter(passage -> !passage.equals(own))
            .map(passage ->
                "%s %s:%d"
                    .formatted(
                        passage.declaredIn().repo(), IndexedManifest.FILE, passage.at().line()))
            .distinct()
            .collect(Collectors.joining(", "));
    String way =
        switch (own.cause()) {
          case dependent -> "Remove this edge, or limit it with workflows: […]";
          case reaction -> "Let it react to another event, or with a workflow that emits another";
        };
    return IndexedManifest.problemOf(
        own.declaredIn().repo(),
        new Problem(
            Severity.ERROR,
            IndexedManifest.FILE,
            own.at().line(),
            own.at().column(),
            own.path(),
            cycle.message(),
            others.isEmpty() ? way + "." : way + "; the other edges stand at " + others + "."),
        own.declaredIn().source());
  }
}
