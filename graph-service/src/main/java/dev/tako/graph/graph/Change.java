package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.Objects;

/// What becomes of one repository or one of its branches; the same for the rows and for what is in
/// memory.
public sealed interface Change {
  /// The graph after it.
  Graph in(Graph graph);

  /// A repository was registered, or its url, default branch or problem changed. What is known of
  /// its branches stays.
  record Saved(Repository repository) implements Change {
    @Override
    public Graph in(Graph graph) {
      Repository known = graph.find(repository.fullName()).orElse(repository);
      return graph.with(
          new Repository(
              repository.ref(),
              repository.url(),
              repository.defaultBranch(),
              known.branches(),
              repository.problem()));
    }
  }

  /// A manifest came into force on its branch; the one before is kept as history.
  record PutInForce(IndexedManifest manifest, Instant at) implements Change {
    @Override
    public Graph in(Graph graph) {
      Repository repository = known(graph, manifest.repo());
      Branch branch = branchOf(repository, manifest.repo());
      return graph.with(repository.with(branch.indexed(manifest, at)));
    }
  }

  /// The newest commit has no valid manifest; the one in force stays.
  ///
  /// @param repo with its branch
  record Rejected(RepositoryRef repo, Rejection why, Instant at) implements Change {
    @Override
    public Graph in(Graph graph) {
      Repository repository = known(graph, repo);
      return graph.with(repository.with(branchOf(repository, repo).rejected(why)));
    }
  }

  /// The newest commit has no manifest at all; nothing is in force on the branch any more.
  ///
  /// @param repo with its branch
  record Withdrawn(RepositoryRef repo, Rejection why, Instant at) implements Change {
    @Override
    public Graph in(Graph graph) {
      Repository repository = known(graph, repo);
      return graph.with(repository.with(branchOf(repository, repo).withdrawn(why)));
    }
  }

  /// A branch is gone, and nothing of it is in force any more.
  ///
  /// @param repo with its branch
  record Forgotten(RepositoryRef repo) implements Change {
    @Override
    public Graph in(Graph graph) {
      return graph
          .find(repo.fullName())
          .map(repository -> graph.with(repository.without(branchName(repo))))
          .orElse(graph);
    }
  }

  private static Repository known(Graph graph, RepositoryRef repo) {
    return graph.find(repo.fullName()).orElseThrow();
  }

  private static Branch branchOf(Repository repository, RepositoryRef repo) {
    String name = branchName(repo);
    return repository.branch(name).orElseGet(() -> Branch.unindexed(name));
  }

  /// @throws NullPointerException if it names no branch
  static String branchName(RepositoryRef repo) {
    return Objects.requireNonNull(
        repo.branch(), () -> "Expected %s to name its branch.".formatted(repo));
  }
}
