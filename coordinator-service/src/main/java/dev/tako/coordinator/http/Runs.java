package dev.tako.coordinator.http;

import dev.tako.contract.RunId;
import dev.tako.coordinator.AcceptedRuns;
import dev.tako.coordinator.postgres.RunQueries;
import dev.tako.coordinator.postgres.RunStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Finds the run a request names, stored or only just accepted.
@ApplicationScoped
class Runs {
  private final RunStore store;
  private final RunQueries queries;
  private final AcceptedRuns accepted;

  Runs(RunStore store, RunQueries queries, AcceptedRuns accepted) {
    this.store = store;
    this.queries = queries;
    this.accepted = accepted;
  }

  RunTree tree(String name) {
    RunId id = idOf(name);
    return store
        .find(id)
        .map(RunTree::of)
        .or(() -> accepted.find(id).map(RunTree::of))
        .orElseThrow(() -> unknown(name));
  }

  RunView get(String name) {
    return find(idOf(name)).orElseThrow(() -> unknown(name));
  }

  private Optional<RunView> find(RunId id) {
    return queries.find(id).map(RunView::of).or(() -> accepted.find(id).map(RunView::of));
  }

  private static RunId idOf(String name) {
    if (!RunId.isValid(name)) {
      throw ProblemException.notFound(
          "Expected a run id like exec-20261123-101500-0a1b2c3d, but found '%s'. GET /api/v1/runs lists the runs."
              .formatted(name));
    }
    return new RunId(name);
  }

  private static ProblemException unknown(String name) {
    return ProblemException.notFound(
        "Expected a run, but there is none with id %s. GET /api/v1/runs lists the runs."
            .formatted(name));
  }
}
