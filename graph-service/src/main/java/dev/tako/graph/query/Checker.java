package dev.tako.graph.query;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.graph.cycle.Admission;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.DependentRef;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Links;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.graph.plan.Planner;
import dev.tako.graph.query.Check.Break;
import dev.tako.graph.query.Check.Kind;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the graph as it is with the graph in which a manifest is changed.
///
/// Subscriptions are asked about every event of either manifest; dependents by planning every
/// workflow of the changed repository, and of those that name it, in both graphs.
public final class Checker {
  private final Graph graph;
  private final Graph changedGraph;
  private final @Nullable IndexedManifest before;
  private final IndexedManifest after;
  private final Planner.Limits limits;

  private Checker(
      Graph graph, @Nullable IndexedManifest before, IndexedManifest after, Planner.Limits limits) {
    Repository repository = graph.find(after.repo().fullName()).orElseThrow();
    this.graph = before == null ? graph : with(graph, repository, before);
    this.changedGraph = with(graph, repository, after);
    this.before = before;
    this.after = after;
    this.limits = limits;
  }

  private static Graph with(Graph graph, Repository repository, IndexedManifest manifest) {
    String name = String.valueOf(manifest.repo().branch());
    Branch branch = Branch.unindexed(name).indexed(manifest, Instant.EPOCH);
    return graph.with(repository.with(branch));
  }

  /// @param before what it is compared with; null when there is none
  /// @param after the changed manifest, of the same repository and branch
  public static Check check(
      Graph graph, @Nullable IndexedManifest before, IndexedManifest after, Planner.Limits limits) {
    return new Checker(graph, before, after, limits).check();
  }

  private Check check() {
    List<SubscriptionRef> subscriptions = changedGraph.subscribersOf(after.repo().fullName());
    Set<Break> breaks = new LinkedHashSet<>(rejections());
    boolean rejected = !breaks.isEmpty();
    for (SubscriptionRef ref : subscriptions) {
      Serving served = Serving.of(before, ref, graph);
      Serving serving = Serving.of(after, ref, changedGraph);
      for (String message : serving.missedFrom(served)) {
        breaks.add(broken(ref, message));
      }
    }
    Set<String> knownBefore = new HashSet<>();
    if (before != null) {
      ownTroubles(graph, before).forEach(found -> knownBefore.add(found.message()));
    }
    ownTroubles(changedGraph, after).stream()
        .filter(found -> !knownBefore.contains(found.message()))
        .forEach(breaks::add);
    if (before != null) {
      before.manifest().workflows().keySet().stream()
          .filter(after.manifest().workflows()::containsKey)
          .forEach(workflow -> breaks.addAll(refused(before, after, workflow)));
    }
    for (DependentRef edge : graph.namedBy(after.repo().fullName())) {
      IndexedManifest parent = graph.manifest(edge.from()).orElseThrow();
      Dependent entry = graph.dependent(edge);
      if (!parent.repo().equals(after.repo()) && leadsHere(entry)) {
        parent.manifest().workflows().keySet().stream()
            .filter(entry::carries)
            .forEach(workflow -> breaks.addAll(refused(parent, parent, workflow)));
      }
    }
    if (rejected) {
      breaks.removeIf(Checker::isRefusedForACycle);
    }
    return new Check(
        after.repo(),
        before == null ? null : before.commit(),
        subscriptions.size(),
        List.copyOf(breaks));
  }

  /// Why the index would not let the manifest come into force.
  private List<Break> rejections() {
    Change change = new Change.PutInForce(after, Instant.EPOCH);
    return Admission.of(graph, change) instanceof Change.Rejected(_, Rejection why, _)
        ? why.problems().stream()
            .map(problem ->
                new Break(
                    Kind.cycle,
                    after.repo(),
                    problem.file(),
                    problem.line(),
                    problem.path(),
                    "the manifest would be rejected: " + problem.message()))
            .toList()
        : List.of();
  }

  /// A cycle that does not come into force refuses nobody.
  private static boolean isRefusedForACycle(Break found) {
    return found.kind() == Kind.dependent && found.message().contains(Cycle.DETECTED);
  }

  /// Subscriptions of the manifest that nothing known to the graph can start. One to a repository
  /// that is not registered may wait for events from outside.
  private List<Break> ownTroubles(Graph in, IndexedManifest subscriber) {
    List<Break> troubles = new ArrayList<>();
    for (SubscriptionRef ref : SubscriptionRef.of(in.linked(subscriber))) {
      ArtifactRef artifact = ref.entry().artifact();
      RepositoryRef source = new RepositoryRef(artifact.owner(), artifact.repo(), null);
      IndexedManifest emitter = in.manifest(new Links(in).resolve(source)).orElse(null);
      if (emitter == null) {
        continue;
      }
      Serving serving = Serving.of(emitter, ref, in);
      List<String> reasons =
          serving.answers().isEmpty()
              ? List.of(
                  "no workflow emits %s of %s"
                      .formatted(String.join(" or ", ref.entry().events()), artifact))
              : serving.neverServed();
      for (String reason : reasons) {
        troubles.add(broken(ref, reason));
      }
    }
    return troubles;
  }

  private static Break broken(SubscriptionRef ref, String message) {
    return new Break(
        Kind.subscription,
        ref.manifest().repo(),
        IndexedManifest.FILE,
        ref.entry().at().line(),
        "subscriptions[" + ref.index() + "]",
        message);
  }

  private boolean leadsHere(Dependent entry) {
    return new Links(graph).resolve(entry.repo()).equals(after.repo());
  }

  /// What stands against the workflow with the change and does not without. The root's own inputs
  /// are given by whoever starts it, so they do not count.
  private List<Break> refused(IndexedManifest now, IndexedManifest then, String workflow) {
    List<ManifestProblem> old = problems(graph, now, workflow);
    Set<String> known = new HashSet<>();
    old.forEach(problem -> known.add(problem.repo() + problem.path() + problem.message()));
    List<Break> breaks = new ArrayList<>();
    for (ManifestProblem problem : problems(changedGraph, then, workflow)) {
      boolean ownInput =
          problem.repo().equals(then.repo().toString())
              && problem.path().equals("workflows." + workflow + ".inputs");
      if (!ownInput && !known.contains(problem.repo() + problem.path() + problem.message())) {
        breaks.add(
            new Break(
                Kind.dependent,
                RepositoryRef.parse(problem.repo()),
                problem.file(),
                problem.line(),
                problem.path(),
                "%s of %s would be refused: %s"
                    .formatted(workflow, then.repo(), problem.message())));
      }
    }
    return breaks;
  }

  private List<ManifestProblem> problems(Graph in, IndexedManifest root, String workflow) {
    var request = new Plan.Request(root.repo(), workflow, root.commit(), Map.of());
    return switch (Planner.plan(in, root, request, limits)) {
      case Planner.Planned _ -> List.of();
      case Planner.Refused(Plan.Refusal refusal) -> refusal.problems();
    };
  }
}
