package dev.tako.graph;

import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.graph.git.GitException;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.kafka.Announcements;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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
  List<Fresh> sync(RepositoryRef ref) {
    return locks.holding(ref, () -> syncHolding(ref));
  }

  private List<Fresh> syncHolding(RepositoryRef ref) {
    Repository repository = graph.now().find(ref.fullName()).orElseThrow();
    List<Change> changes = new ArrayList<>();
    try {
      mirrors.fetch(ref, repository.url());
      Repository reached = repository.reached(mirrors.defaultBranch(ref, repository.url()));
      if (!reached.equals(repository)) {
        changes.add(new Change.Saved(reached));
      }
      Optional<Mirror> opened = mirrors.open(ref);
      if (opened.isPresent()) {
        try (Mirror mirror = opened.get()) {
          for (String branch : branchesOf(reached, ref)) {
            read(mirror, reached, ref.withBranch(branch)).ifPresent(changes::add);
          }
        }
      }
    } catch (GitException | IOException e) {
      String why = String.valueOf(e.getMessage());
      changes.clear();
      changes.add(new Change.Saved(repository.unreached(why)));
      LOG.warn("Could not sync: repo={} reason={}", ref.fullName(), why);
    }
    List<Fresh> fresh = told(repository, graph.apply(changes));
    announceOther(repository.schedules(), fresh, ref);
    return fresh;
  }

  /// Tells what has changed, and gives what came into force.
  private List<Fresh> told(Repository before, List<Change> changes) {
    List<Scheduled> schedules = graph.now().schedulesOf(before.fullName());
    List<Fresh> fresh = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.PutInForce(IndexedManifest manifest, _) -> {
          LOG.info("Manifest indexed: repo={} commit={}", manifest.repo(), manifest.commit());
          announcements.indexed(manifest, schedules);
          fresh.add(
              new Fresh(
                  manifest,
                  before.branch(manifest.repo().branch()).map(Branch::inForce).orElse(null)));
        }
        case Change.Rejected(RepositoryRef repo, var why, _)
            when before
                .branch(repo.branch())
                .map(Branch::rejection)
                .filter(why::equals)
                .isPresent() -> {
          // it still closes the cycle that it did before
        }
        case Change.Rejected(RepositoryRef repo, var why, _) -> {
          LOG.info(
              "Manifest rejected: repo={} commit={} reason={}", repo, why.commit(), why.reason());
          announcements.rejected(repo, why, schedules);
        }
        case Change.Withdrawn(RepositoryRef repo, var why, _) -> {
          LOG.info("No manifest: repo={} commit={}", repo, why.commit());
          announcements.rejected(repo, why, schedules);
        }
        case Change.Forgotten(RepositoryRef repo) -> LOG.info("Branch is gone: repo={}", repo);
        case Change.Saved _ -> {}
      }
    }
    return fresh;
  }

  /// Another branch may be the default one now; then no manifest was read, but others count.
  private void announceOther(List<Scheduled> before, List<Fresh> announced, RepositoryRef ref) {
    Repository repository = graph.now().find(ref.fullName()).orElseThrow();
    if (!repository.schedules().equals(before)) {
      repository
          .manifest()
          .filter(
              manifest -> announced.stream().noneMatch(fresh -> fresh.manifest().equals(manifest)))
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

  /// What the head of one branch changes; nothing when it was indexed before.
  private static Optional<Change> read(Mirror mirror, Repository repository, RepositoryRef repo)
      throws IOException {
    Optional<Branch> known = repository.branch(repo.branch());
    String head = mirror.head(Change.branchName(repo)).orElse(null);
    if (head == null) {
      return known.map(_ -> new Change.Forgotten(repo));
    }
    return known.isPresent() && isAt(known.get(), head)
        ? Optional.empty()
        : Optional.of(change(repo, Reading.of(mirror, repo, head)));
  }

  /// What a manifest that was read makes of its branch.
  static Change change(RepositoryRef repo, Reading reading) {
    return switch (reading) {
      case Reading.Valid(IndexedManifest manifest) ->
          new Change.PutInForce(manifest, KeptGraph.time());
      case Reading.Invalid(var why) -> new Change.Rejected(repo, why, KeptGraph.time());
      case Reading.Absent(var why) -> new Change.Withdrawn(repo, why, KeptGraph.time());
    };
  }

  private static boolean isAt(Branch branch, String commit) {
    var rejection = branch.rejection();
    var inForce = branch.inForce();
    if (rejection != null && rejection.closesCycle()) {
      return false; // another manifest may have opened the cycle
    }
    return rejection != null
        ? rejection.commit().equals(commit)
        : inForce != null && inForce.commit().equals(commit);
  }

  /// Registers and indexes what manifests name and the graph does not have yet, and what those
  /// manifests name in turn; then tries again what closed a cycle.
  void follow(Collection<Fresh> fresh) {
    List<Fresh> all = new ArrayList<>(fresh);
    for (int next = 0; next < all.size(); next++) {
      var manifest = all.get(next).manifest().manifest();
      Stream.concat(
              manifest.dependents().stream().map(dependent -> dependent.repo()),
              manifest.subscriptions().stream()
                  .map(subscription -> subscription.artifact())
                  .map(artifact -> new RepositoryRef(artifact.owner(), artifact.repo(), null)))
          .distinct()
          .forEach(named -> all.addAll(bring(named)));
    }
    if (all.stream().anyMatch(Fresh::leadsElsewhere)) {
      retryThoseThatClosedCycles();
    }
  }

  /// A manifest that was rejected because it closes a cycle may come into force when another
  /// manifest of the cycle has changed.
  void retryThoseThatClosedCycles() {
    for (String name : graph.now().closingCycles()) {
      follow(sync(RepositoryRef.parse(name)));
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

  private List<Fresh> bring(RepositoryRef named) {
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
    graph.apply(new Change.Saved(Repository.registered(named, url.get())));
    return sync(named);
  }
}
