package dev.tako.graph.plan;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Linked;
import dev.tako.graph.graph.Names;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.walk.DependentEdge;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.Stop;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows the root's workflow along `dependents`: every target must be registered, have a manifest
/// in force and that workflow, and no chain may lead back.
final class DependentsRule {
  private final PlanScope scope;
  private final String workflow;
  private final Complaints complaints;
  private final Collection<String> warnings;

  DependentsRule(
      PlanScope scope, String workflow, Complaints complaints, Collection<String> warnings) {
    this.scope = scope;
    this.workflow = workflow;
    this.complaints = complaints;
    this.warnings = warnings;
  }

  /// @param root the workflow's execution on the root
  Walk<Execution, DependentEdge> walk(Execution root) {
    Walk<Execution, DependentEdge> walk = Walk.from(List.of(root), this::edgesOf);
    walk.cycles().forEach(this::complain);
    return walk;
  }

  private List<DependentEdge> edgesOf(Execution from) {
    Linked linked = from.stop().linked();
    int count = from.carryingCount();
    List<DependentEdge> edges = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      int index = from.carrying(place);
      Execution to = known(linked, index);
      to = to == null ? resolve(linked, linked.dependent(index), index) : to;
      if (to != null) {
        edges.add(new DependentEdge(from, to, index));
      }
    }
    return edges;
  }

  /// Where the walk has been before there is nothing left to check.
  private @Nullable Execution known(Linked from, int index) {
    return from.branch(index) == null ? scope.stops().known(from.target(index), workflow) : null;
  }

  private @Nullable Execution resolve(Linked from, Dependent dependent, int index) {
    int number = from.target(index);
    Repository repository = scope.graph().get(number);
    if (repository == null) {
      unregistered(from.manifest(), dependent, index);
      return null;
    }
    String named = from.branch(index);
    String branch = named == null ? repository.defaultBranch() : named;
    if (branch == null) {
      unfetched(from.manifest(), dependent, index, repository);
      return null;
    }
    Branch known = named == null ? repository.standing() : repository.branch(branch).orElse(null);
    Stop target = stop(repository, number, branch, known);
    if (target == null) {
      notInForce(from.manifest(), dependent, index, known, branch);
      return null;
    }
    return execution(from.manifest(), dependent, index, known, target);
  }

  private @Nullable Stop stop(
      Repository repository, int number, String branch, @Nullable Branch known) {
    RepositoryRef root = scope.root().repo();
    if (branch.equals(root.branch()) && repository.fullName().equals(root.fullName())) {
      return scope.root();
    }
    if (branch.equals(repository.defaultBranch())) {
      return scope.stops().onDefaultBranch(number);
    }
    IndexedManifest inForce = known == null ? null : known.inForce();
    return inForce == null ? null : scope.stops().of(inForce);
  }

  private void unregistered(IndexedManifest from, Dependent dependent, int index) {
    String name = dependent.repo().fullName();
    complaints.add(
        from,
        dependent.at(),
        path(index),
        "expected a registered repository, found %s, which is not".formatted(name),
        Names.didYouMean(name, scope.graph().names())
            + "Register it (tako repos add %s --url URL) or remove the edge.".formatted(name));
  }

  private void unfetched(
      IndexedManifest from, Dependent dependent, int index, Repository repository) {
    complaints.add(
        from,
        dependent.at(),
        path(index),
        "expected %s to have been fetched, but %s"
            .formatted(
                dependent.repo().fullName(),
                repository.problem() == null
                    ? "it has no branch yet"
                    : "it could not be: " + repository.problem()),
        "Check its url %s, then sync it.".formatted(repository.url()));
  }

  private void notInForce(
      IndexedManifest from, Dependent dependent, int index, @Nullable Branch known, String branch) {
    RepositoryRef target = dependent.repo().withBranch(branch);
    Rejection rejection = known == null ? null : known.rejection();
    complaints.add(
        from,
        dependent.at(),
        path(index),
        "expected %s to have a valid manifest, but %s"
            .formatted(
                target, rejection == null ? "that branch is not indexed" : rejection.reason()),
        rejection == null
            ? "Check that the branch exists, then sync " + target.fullName() + "."
            : "Correct its tako.yml and push it.");
    if (rejection != null) {
      complaints.addAll(rejection.problems());
    }
  }

  @SuppressWarnings("ReferenceEquality") // one object for each in a plan
  private @Nullable Execution execution(
      IndexedManifest from, Dependent dependent, int index, @Nullable Branch branch, Stop target) {
    Rejection rejection = branch == null || target == scope.root() ? null : branch.rejection();
    if (rejection != null) {
      warnings.add(
          "%s: its newest commit %s has no valid manifest (%s); planned with the last good one at %s"
              .formatted(
                  target.repo(),
                  rejection.commit(),
                  rejection.reason(),
                  target.manifest().commit()));
    }
    Execution execution = scope.stops().execution(target, workflow);
    if (execution == null) {
      var known = target.manifest().manifest().workflows().keySet();
      complaints.add(
          from,
          dependent.at(),
          path(index),
          "expected %s to have a workflow '%s', found %s"
              .formatted(
                  target.repo(), workflow, known.isEmpty() ? "none" : String.join(", ", known)),
          "Add '%s' to its tako.yml, or limit this edge with workflows: […].".formatted(workflow));
    }
    return execution;
  }

  private static String path(int index) {
    return "dependents[" + index + "].repo";
  }

  private void complain(Walk.Cycle<Execution, DependentEdge> cycle) {
    DependentEdge closing = cycle.closing();
    complaints.add(
        closing.from().stop().manifest(),
        closing.dependent().at(),
        closing.path() + ".repo",
        Cycle.message(cycle.nodes().stream().map(this::label).toList()),
        "Remove one of these edges, or limit one with workflows: […] so that '%s' stops there."
            .formatted(workflow));
  }

  private String label(Execution execution) {
    Stop stop = execution.stop();
    return scope.stops().isOnDefaultBranch(stop.linked())
        ? stop.manifest().name()
        : stop.repo().toString();
  }
}
