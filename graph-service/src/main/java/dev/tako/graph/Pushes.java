package dev.tako.graph;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.graph.forecast.PushRule;
import dev.tako.graph.git.GitException;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers a push: indexes the pushed commit and says which workflows it starts. The same push
/// gives the same answer however often it comes.
final class Pushes {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private final KeptGraph graph;
  private final Mirrors mirrors;
  private final Indexer indexer;
  private final Locks locks;
  private final int attempts;
  private final Duration backoff;

  Pushes(KeptGraph graph, Mirrors mirrors, Indexer indexer, Locks locks, GraphSettings settings) {
    this.graph = graph;
    this.mirrors = mirrors;
    this.indexer = indexer;
    this.locks = locks;
    this.attempts = settings.fetchAttempts();
    this.backoff = settings.fetchBackoff();
  }

  ManifestMessage answer(Pushed push) throws InterruptedException {
    RepositoryRef named = push.repo();
    RepositoryRef repo = new RepositoryRef(named.owner(), named.name(), null);
    Optional<Repository> repository = indexer.find(repo);
    if (repository.isEmpty()) {
      return new TriggerIgnored(
          repo,
          push,
          "not registered: register it (tako repos add %s --url URL) and push again"
              .formatted(repo),
          List.of());
    }
    String ref = push.ref();
    if (!ref.startsWith(HEADS) && !ref.startsWith(TAGS)) {
      return new TriggerIgnored(
          repo, push, "expected a push to a branch or a tag, found " + ref, schedulesOf(repo));
    }
    String after = push.after();
    if (after == null) {
      return deleted(repo, push);
    }
    List<Fresh> fresh = new ArrayList<>();
    ManifestMessage message =
        locks.holding(repo, () -> index(repository.get(), push, after, fresh));
    indexer.follow(fresh);
    return message;
  }

  private ManifestMessage deleted(RepositoryRef repo, Pushed push) {
    if (push.ref().startsWith(HEADS)) {
      RepositoryRef branch = repo.withBranch(push.ref().substring(HEADS.length()));
      locks.holding(
          repo,
          () -> {
            graph.apply(new Change.Forgotten(branch));
            return branch;
          });
      indexer.retryThoseThatClosedCycles();
    }
    return new TriggerIgnored(
        repo,
        push,
        push.ref() + " was deleted; its manifest is not in force any more",
        schedulesOf(repo));
  }

  private ManifestMessage index(Repository repository, Pushed push, String after, List<Fresh> fresh)
      throws InterruptedException {
    RepositoryRef repo = repository.ref();
    String branch = push.ref().startsWith(HEADS) ? push.ref().substring(HEADS.length()) : null;
    try {
      fetch(repository, branch, after);
      Optional<Mirror> opened = mirrors.open(repo);
      if (opened.isEmpty()) {
        return missing(repository, push, after);
      }
      try (Mirror mirror = opened.get()) {
        Optional<String> commit = mirror.commit(after);
        return commit.isEmpty()
            ? missing(repository, push, after)
            : index(mirror, push, repo, branch, commit.get(), fresh);
      }
    } catch (GitException e) {
      return new ManifestRejected(
          repo.withBranch(branchFor(repository, branch)),
          after,
          push,
          String.valueOf(e.getMessage()),
          List.of(),
          schedulesOf(repo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ManifestMessage index(
      Mirror mirror,
      Pushed push,
      RepositoryRef repo,
      @Nullable String branch,
      String commit,
      List<Fresh> fresh)
      throws IOException {
    Repository repository = graph.now().find(repo.fullName()).orElseThrow();
    RepositoryRef at = repo.withBranch(branchFor(repository, branch));
    boolean newest = branch != null && isNewest(mirror, graph.now(), at, commit);
    Reading reading = Reading.of(mirror, at, commit);
    if (newest
        && graph.apply(Indexer.change(at, reading)) instanceof Change.Rejected(_, var why, _)) {
      reading = new Reading.Invalid(why);
    }
    return switch (reading) {
      case Reading.Valid(IndexedManifest manifest) -> {
        if (newest) {
          fresh.add(
              new Fresh(manifest, repository.branch(branch).map(Branch::inForce).orElse(null)));
        }
        List<String> starts = starts(mirror, push, manifest);
        yield new ManifestIndexed(at, commit, push, starts, schedulesOf(repo), KeptGraph.time());
      }
      case Reading.Invalid(var why) -> rejected(at, push, why);
      case Reading.Absent(var why) -> rejected(at, push, why);
    };
  }

  private ManifestRejected rejected(RepositoryRef at, Pushed push, Rejection why) {
    return new ManifestRejected(
        at, why.commit(), push, why.reason(), why.problems(), schedulesOf(at));
  }

  /// A push that comes late, or again, must not put an older manifest back in force.
  ///
  /// @param at with the branch that was pushed
  static boolean isNewest(Mirror mirror, Graph graph, RepositoryRef at, String commit)
      throws IOException {
    String branch = Change.branchName(at);
    if (mirror.head(branch).filter(commit::equals).isPresent()) {
      return true;
    }
    Optional<Branch> known =
        graph.find(at.fullName()).flatMap(repository -> repository.branch(branch));
    for (String seen : known.map(Branch::commits).orElse(List.of())) {
      if (mirror.isAncestor(commit, seen)) {
        return false;
      }
    }
    return true;
  }

  /// The workflows whose `on.push` matches; without paths from the host, those the commit changed
  /// against its first parent count.
  private static List<String> starts(Mirror mirror, Pushed push, IndexedManifest manifest)
      throws IOException {
    List<String> starts = new ArrayList<>();
    List<String> paths = push.paths();
    for (Workflow workflow : manifest.manifest().workflows().values()) {
      if (PushRule.asksForPaths(workflow) && paths.isEmpty()) {
        paths = mirror.changedPaths(manifest.commit());
      }
      if (PushRule.whyNot(workflow, push.ref(), paths) == null) {
        starts.add(workflow.name());
      }
    }
    return starts;
  }

  /// Fetches until `after` is here: a host may send the webhook before the commit can be fetched.
  private void fetch(Repository repository, @Nullable String branch, String after)
      throws GitException, IOException, InterruptedException {
    RepositoryRef repo = repository.ref();
    if (branch != null && isHead(repo, branch, after)) {
      return;
    }
    Duration pause = backoff;
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= attempts;
      try {
        mirrors.fetch(repo, repository.url());
        if (repository.defaultBranch() == null) {
          graph.apply(
              new Change.Saved(repository.reached(mirrors.defaultBranch(repo, repository.url()))));
        }
        if (last || has(repo, after)) {
          return;
        }
      } catch (GitException e) {
        if (last) {
          throw e;
        }
      }
      // A back-off: the host said that the commit is there before it can be fetched.
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private boolean isHead(RepositoryRef repo, String branch, String commit)
      throws GitException, IOException {
    Optional<Mirror> opened = mirrors.open(repo);
    if (opened.isEmpty()) {
      return false;
    }
    try (Mirror mirror = opened.get()) {
      return mirror.head(branch).filter(commit::equals).isPresent();
    }
  }

  private boolean has(RepositoryRef repo, String commit) throws GitException, IOException {
    Optional<Mirror> opened = mirrors.open(repo);
    if (opened.isEmpty()) {
      return false;
    }
    try (Mirror mirror = opened.get()) {
      return mirror.commit(commit).isPresent();
    }
  }

  private ManifestRejected missing(Repository repository, Pushed push, String after) {
    String branch = push.ref().startsWith(HEADS) ? push.ref().substring(HEADS.length()) : null;
    return new ManifestRejected(
        repository.ref().withBranch(branchFor(repository, branch)),
        after,
        push,
        "expected commit %s at %s, but it is not there after %d fetches; push it, or correct the url"
            .formatted(after, repository.url(), attempts),
        List.of(),
        schedulesOf(repository.ref()));
  }

  private List<Scheduled> schedulesOf(RepositoryRef repo) {
    return graph.now().schedulesOf(repo.fullName());
  }

  /// A tag belongs to the default branch.
  private static String branchFor(Repository repository, @Nullable String branch) {
    String standing = branch == null ? repository.defaultBranch() : branch;
    return standing == null ? "main" : standing;
  }
}
