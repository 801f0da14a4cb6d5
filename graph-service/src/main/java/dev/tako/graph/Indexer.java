package dev.tako.graph;

import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.graph.git.GitException;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.kafka.Announcements;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the graph to what the origins hold: fetches, reads each branch that matters at its newest
/// commit, and goes on to the repositories the manifests name.
final class Indexer {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

  private final KeptGraph graph;
  private final Mirrors mirrors;
  private final Bases bases;
  private final Locks locks;
  private final Announcements announcements;

  Indexer(KeptGraph graph, Mirrors mirrors, Bases bases, Locks locks, Announcements announcements) {
    this.graph = graph;
    this.mirrors = mirrors;
    this.bases = bases;
    this.locks = locks;
    this.announcements = announcements;
  }

  /// Fetches a registered repository and indexes its default branch, the branches that edges name,
  /// those indexed before and the one `ref` names.
  ///
  /// @return the manifests that came into force
  List<IndexedManifest> sync(RepositoryRef ref) {
    return locks.holding(ref, () -> syncHolding(ref));
  }

  private List<IndexedManifest> syncHolding(RepositoryRef ref) {
    Repository repository = graph.now().find(ref.fullName()).orElseThrow();
    List<Scheduled> scheduled = repository.schedules();
    try {
      mirrors.fetch(ref, repository.url());
      repository = repository.reached(mirrors.defaultBranch(ref, repository.url()));
      graph.save(repository);
      List<IndexedManifest> fresh = new ArrayList<>();
      Optional<Mirror> opened = mirrors.open(ref);
      if (opened.isPresent()) {
        try (Mirror mirror = opened.get()) {
          for (String branch : branchesOf(repository, ref)) {
            index(mirror, ref.withBranch(branch)).ifPresent(fresh::add);
          }
        }
      }
      announceOther(scheduled, fresh, ref);
      return fresh;
    } catch (GitException | IOException e) {
      String why = String.valueOf(e.getMessage());
      graph.save(repository.unreached(why));
      LOG.warn("Could not sync: repo={} reason={}", ref.fullName(), why);
      return List.of();
    }
  }

  /// Another branch may be the default one now; then no manifest was read, but others count.
  private void announceOther(
      List<Scheduled> before, List<IndexedManifest> announced, RepositoryRef ref) {
    Repository repository = graph.now().find(ref.fullName()).orElseThrow();
    if (!repository.schedules().equals(before)) {
      repository
          .manifest()
          .filter(manifest -> !announced.contains(manifest))
          .ifPresent(manifest -> announcements.indexed(manifest, repository.schedules()));
    }
  }

  private Set<String> branchesOf(Repository repository, RepositoryRef ref) {
    Set<String> branches = new TreeSet<>(graph.now().branchesNamed(repository.fullName()));
    branches.addAll(repository.branches().keySet());
    Stream.of(Optional.ofNullable(repository.defaultBranch()), Optional.ofNullable(ref.branch()))
        .flatMap(Optional::stream)
        .forEach(branches::add);
    return branches;
  }

  /// Indexes the head of one branch; nothing changes when it was indexed before.
  private Optional<IndexedManifest> index(Mirror mirror, RepositoryRef repo) throws IOException {
    Optional<Branch> known =
        graph.now().find(repo.fullName()).flatMap(repository -> repository.branch(repo.branch()));
    String head = mirror.head(String.valueOf(repo.branch())).orElse(null);
    if (head == null) {
      if (known.isPresent()) {
        graph.forget(repo);
        LOG.info("Branch is gone: repo={}", repo);
      }
      return Optional.empty();
    }
    if (known.isPresent() && isAt(known.get(), head)) {
      return Optional.empty();
    }
    return switch (Reading.of(mirror, repo, head)) {
      case Reading.Valid(IndexedManifest manifest) -> {
        graph.putInForce(manifest);
        LOG.info("Manifest indexed: repo={} commit={}", repo, head);
        announcements.indexed(manifest, graph.now().schedulesOf(repo.fullName()));
        yield Optional.of(manifest);
      }
      case Reading.Invalid(var why) -> {
        graph.reject(repo, why);
        LOG.info("Manifest rejected: repo={} commit={} reason={}", repo, head, why.reason());
        announcements.rejected(repo, why, graph.now().schedulesOf(repo.fullName()));
        yield Optional.empty();
      }
    };
  }

  private static boolean isAt(Branch branch, String commit) {
    var rejection = branch.rejection();
    var inForce = branch.inForce();
    return rejection != null
        ? rejection.commit().equals(commit)
        : inForce != null && inForce.commit().equals(commit);
  }

  /// Registers and indexes what manifests name and the graph does not have yet, and what those
  /// manifests name in turn.
  void follow(Collection<IndexedManifest> fresh) {
    Deque<IndexedManifest> left = new ArrayDeque<>(fresh);
    while (!left.isEmpty()) {
      var manifest = left.remove().manifest();
      Stream.concat(
              manifest.dependents().stream().map(dependent -> dependent.repo()),
              manifest.subscriptions().stream()
                  .map(subscription -> subscription.artifact())
                  .map(artifact -> new RepositoryRef(artifact.owner(), artifact.repo(), null)))
          .distinct()
          .forEach(named -> left.addAll(bring(named)));
    }
  }

  /// The repository, from a base if it is not registered; with the branch `ref` names.
  Optional<Repository> find(RepositoryRef ref) {
    Optional<Repository> known = graph.now().find(ref.fullName());
    if (known.isEmpty()) {
      follow(bring(ref));
    }
    return graph.now().find(ref.fullName());
  }

  private List<IndexedManifest> bring(RepositoryRef named) {
    Optional<Repository> known = graph.now().find(named.fullName());
    if (known.isPresent()) {
      boolean indexed =
          named.branch() == null || known.get().branches().containsKey(named.branch());
      return indexed ? List.of() : sync(named);
    }
    Optional<String> url = bases.locate(named);
    if (url.isEmpty()) {
      return List.of();
    }
    LOG.info("Registered on first use: repo={} url={}", named.fullName(), url.get());
    graph.save(Repository.registered(named, url.get()));
    return sync(named);
  }
}
