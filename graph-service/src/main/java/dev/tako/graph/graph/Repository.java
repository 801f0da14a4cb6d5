package dev.tako.graph.graph;

import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// A registered repository.
///
/// @param ref without a branch
/// @param url where to fetch it from
/// @param defaultBranch the branch `HEAD` points to; null until it was reached once
/// @param branches by name, the ones looked at so far
/// @param problem why it could not be reached the last time it was tried
/// @param standing what is known of the default branch, the one that is nearly always asked for
public record Repository(
    RepositoryRef ref,
    String url,
    @Nullable String defaultBranch,
    PMap<String, Branch> branches,
    @Nullable String problem,
    @Nullable Branch standing) {
  Repository(
      RepositoryRef ref,
      String url,
      @Nullable String defaultBranch,
      PMap<String, Branch> branches,
      @Nullable String problem) {
    this(
        ref,
        url,
        defaultBranch,
        branches,
        problem,
        defaultBranch == null ? null : branches.get(defaultBranch));
  }

  /// Whether the newest commit of the default branch has a manifest in force.
  public enum Status {
    INDEXED,
    REJECTED,
    UNINDEXED
  }

  public static Repository registered(RepositoryRef ref, String url) {
    return new Repository(
        new RepositoryRef(ref.owner(), ref.name(), null), url, null, HashTreePMap.empty(), null);
  }

  public Repository withUrl(String newUrl) {
    return new Repository(ref, newUrl, defaultBranch, branches, problem);
  }

  public Repository reached(@Nullable String branch) {
    return new Repository(ref, url, branch, branches, null);
  }

  public Repository unreached(String why) {
    return new Repository(ref, url, defaultBranch, branches, why);
  }

  public Repository with(Branch branch) {
    return new Repository(ref, url, defaultBranch, branches.plus(branch.name(), branch), problem);
  }

  public Repository without(String branch) {
    return new Repository(ref, url, defaultBranch, branches.minus(branch), problem);
  }

  public String fullName() {
    return ref.fullName();
  }

  public Optional<Branch> branch(@Nullable String name) {
    if (standing != null && standing.name().equals(name)) {
      return Optional.of(standing);
    }
    return name == null ? Optional.empty() : Optional.ofNullable(branches.get(name));
  }

  public Optional<Branch> ofDefaultBranch() {
    return branch(defaultBranch);
  }

  /// The manifest in force on the default branch, the one whose subscriptions count.
  public Optional<IndexedManifest> manifest() {
    return ofDefaultBranch().map(Branch::inForce);
  }

  /// What the manifest in force on the default branch schedules.
  public List<Scheduled> schedules() {
    return manifest().stream()
        .flatMap(inForce -> inForce.manifest().workflows().values().stream())
        .flatMap(workflow ->
            workflow.on().schedules().stream()
                .map(schedule -> new Scheduled(workflow.name(), schedule.cron())))
        .toList();
  }

  /// Whether the newest manifest of a branch was rejected because it closes a cycle.
  boolean closesCycle() {
    return branches.values().stream()
        .map(Branch::rejection)
        .anyMatch(rejection -> rejection != null && rejection.closesCycle());
  }

  public Status status() {
    Branch branch = ofDefaultBranch().orElse(null);
    if (branch == null || (branch.rejection() == null && branch.inForce() == null)) {
      return Status.UNINDEXED;
    }
    return branch.rejection() == null ? Status.INDEXED : Status.REJECTED;
  }
}
