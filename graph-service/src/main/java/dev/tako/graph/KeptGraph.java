package dev.tako.graph;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.postgres.GraphStore;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/// The graph in memory and its rows, changed together: first the row is committed, then the
/// snapshot is replaced. Changes of one repository must not run at the same time.
final class KeptGraph {
  private final GraphStore store;
  private volatile Graph graph = Graph.EMPTY;

  KeptGraph(GraphStore store) {
    this.store = store;
  }

  void load() {
    Graph loaded = store.load();
    replace(_ -> loaded);
  }

  Graph now() {
    return graph;
  }

  void save(Repository repository) {
    store.save(repository, time());
    replace(before -> {
      Repository known = before.find(repository.fullName()).orElse(repository);
      return before.with(
          new Repository(
              repository.ref(),
              repository.url(),
              repository.defaultBranch(),
              known.branches(),
              repository.problem()));
    });
  }

  void putInForce(IndexedManifest manifest) {
    Instant at = time();
    store.putInForce(manifest, at);
    change(manifest.repo(), branch -> branch.indexed(manifest, at));
  }

  void reject(RepositoryRef repo, Rejection why) {
    store.reject(repo, branchOf(repo), why, time());
    change(repo, branch -> branch.rejected(why));
  }

  void forget(RepositoryRef repo) {
    String branch = branchOf(repo);
    store.forget(repo, branch);
    replace(before ->
        before
            .find(repo.fullName())
            .map(repository -> before.with(repository.without(branch)))
            .orElse(before));
  }

  private void change(RepositoryRef repo, UnaryOperator<Branch> how) {
    String name = branchOf(repo);
    replace(before -> {
      Repository repository = before.find(repo.fullName()).orElseThrow();
      Branch branch = repository.branch(name).orElseGet(() -> Branch.unindexed(name));
      return before.with(repository.with(how.apply(branch)));
    });
  }

  private synchronized void replace(UnaryOperator<Graph> how) {
    graph = how.apply(graph);
  }

  private static String branchOf(RepositoryRef repo) {
    String branch = repo.branch();
    if (branch == null) {
      throw new IllegalArgumentException("Expected %s to name its branch.".formatted(repo));
    }
    return branch;
  }

  /// PostgreSQL keeps microseconds; so does what is in memory.
  static Instant time() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
