package dev.tako.graph.graph;

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

  Walk<RepositoryRef, DependentEdge> walk() {
    Walk<RepositoryRef, DependentEdge> walk =
        Walk.from(List.of(scope.root().repo()), this::edgesOf);
    walk.cycles().forEach(this::complain);
    return walk;
  }

  private List<DependentEdge> edgesOf(RepositoryRef repo) {
    IndexedManifest manifest = scope.manifest(repo);
    List<DependentEdge> edges = new ArrayList<>();
    List<Dependent> dependents = manifest.manifest().dependents();
    for (int i = 0; i < dependents.size(); i++) {
      Dependent dependent = dependents.get(i);
      if (!dependent.carries(workflow)) {
        continue;
      }
      RepositoryRef target = resolve(manifest, dependent, i);
      if (target != null) {
        edges.add(new DependentEdge(repo, target, i, dependent));
      }
    }
    return edges;
  }

  private @Nullable RepositoryRef resolve(IndexedManifest from, Dependent dependent, int index) {
    RepositoryRef named = dependent.repo();
    Repository repository = scope.repository(from.targets().get(index));
    if (repository == null) {
      complaints.add(
          from,
          dependent.at(),
          path(index),
          "expected a registered repository, found %s, which is not".formatted(named.fullName()),
          Names.didYouMean(named.fullName(), scope.graph().names())
              + "Register it (tako repos add %s --url URL) or remove the edge."
                  .formatted(named.fullName()));
      return null;
    }
    String branch = named.branch() == null ? repository.defaultBranch() : named.branch();
    if (branch == null) {
      complaints.add(
          from,
          dependent.at(),
          path(index),
          "expected %s to have been fetched, but %s"
              .formatted(
                  named.fullName(),
                  repository.problem() == null
                      ? "it has no branch yet"
                      : "it could not be: " + repository.problem()),
          "Check its url %s, then sync it.".formatted(repository.url()));
      return null;
    }
    Branch known = repository.branch(branch).orElse(null);
    IndexedManifest inForce = known == null ? null : known.inForce();
    RepositoryRef target = inForce == null ? named.withBranch(branch) : inForce.repo();
    return hasWorkflow(from, dependent, index, known, target) ? target : null;
  }

  private static String path(int index) {
    return "dependents[" + index + "].repo";
  }

  private boolean hasWorkflow(
      IndexedManifest from,
      Dependent dependent,
      int index,
      @Nullable Branch branch,
      RepositoryRef target) {
    boolean isRoot = target.equals(scope.root().repo());
    IndexedManifest manifest = isRoot ? scope.root() : branch == null ? null : branch.inForce();
    Rejection rejection = branch == null || isRoot ? null : branch.rejection();
    if (manifest == null) {
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
      return false;
    }
    if (rejection != null) {
      warnings.add(
          "%s: its newest commit %s has no valid manifest (%s); planned with the last good one at %s"
              .formatted(target, rejection.commit(), rejection.reason(), manifest.commit()));
    }
    var known = manifest.manifest().workflows().keySet();
    if (!known.contains(workflow)) {
      complaints.add(
          from,
          dependent.at(),
          path(index),
          "expected %s to have a workflow '%s', found %s"
              .formatted(target, workflow, known.isEmpty() ? "none" : String.join(", ", known)),
          "Add '%s' to its tako.yml, or limit this edge with workflows: […].".formatted(workflow));
      return false;
    }
    scope.use(manifest);
    return true;
  }

  private void complain(Walk.Cycle<RepositoryRef, DependentEdge> cycle) {
    DependentEdge closing = cycle.closing();
    complaints.add(
        scope.manifest(closing.from()),
        closing.dependent().at(),
        closing.path() + ".repo",
        Cycle.message(cycle.nodes().stream().map(this::label).toList()),
        "Remove one of these edges, or limit one with workflows: […] so that '%s' stops there."
            .formatted(workflow));
  }

  private String label(RepositoryRef repo) {
    Repository repository = scope.repository(repo);
    boolean isDefault =
        repository != null
            && repo.branch() != null
            && repo.branch().equals(repository.defaultBranch());
    return isDefault ? repo.fullName() : repo.toString();
  }
}
