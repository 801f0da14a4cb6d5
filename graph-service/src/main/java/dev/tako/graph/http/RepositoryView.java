package dev.tako.graph.http;

import dev.tako.contract.ManifestProblem;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A registered repository, as the API shows it.
///
/// @param repo without a branch
/// @param commit of the default branch's manifest in force
/// @param status `indexed`, `rejected` (the newest commit has no valid manifest; an older one may
///   be in force) or `unindexed`
/// @param reason one line, where it is not indexed
/// @param indexedAt when the manifest in force came into force
/// @param branches by name, every branch looked at
record RepositoryView(
    RepositoryRef repo,
    String url,
    @Nullable String defaultBranch,
    @Nullable String commit,
    String status,
    @Nullable String reason,
    List<ManifestProblem> problems,
    @Nullable Instant indexedAt,
    Map<String, BranchView> branches) {
  /// One branch; `rejectedCommit` is the newest one while it has no valid manifest.
  record BranchView(
      @Nullable String commit,
      @Nullable Instant indexedAt,
      @Nullable String rejectedCommit,
      @Nullable String reason,
      List<ManifestProblem> problems,
      List<String> workflows) {
    static BranchView of(Branch branch) {
      IndexedManifest inForce = branch.inForce();
      Rejection rejection = branch.rejection();
      return new BranchView(
          inForce == null ? null : inForce.commit(),
          branch.indexedAt(),
          rejection == null ? null : rejection.commit(),
          rejection == null ? null : rejection.reason(),
          rejection == null ? List.of() : rejection.problems(),
          inForce == null ? List.of() : List.copyOf(inForce.manifest().workflows().keySet()));
    }
  }

  static RepositoryView of(Repository repository) {
    Map<String, BranchView> branches = new TreeMap<>();
    repository.branches().forEach((name, branch) -> branches.put(name, BranchView.of(branch)));
    BranchView main =
        repository
            .ofDefaultBranch()
            .map(BranchView::of)
            .orElse(new BranchView(null, null, null, null, List.of(), List.of()));
    return new RepositoryView(
        repository.ref(),
        repository.url(),
        repository.defaultBranch(),
        main.commit(),
        repository.status().name().toLowerCase(Locale.ROOT),
        repository.problem() == null ? main.reason() : repository.problem(),
        main.problems(),
        main.indexedAt(),
        branches);
  }
}
