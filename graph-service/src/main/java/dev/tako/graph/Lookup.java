package dev.tako.graph;

import dev.tako.contract.Plan;
import dev.tako.graph.forecast.PushRule;
import dev.tako.graph.git.GitException;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Reads the manifest that a branch, tag or commit of a repository has, without putting it in
/// force.
final class Lookup {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  sealed interface Result {}

  /// @param repo with the branch the commit counts for
  /// @param ref `refs/heads/…` or `refs/tags/…`
  /// @param newest whether a push of it would change what is in force on that branch
  /// @param changed the paths its commit changed, where a workflow asks for them
  record Found(
      Graph seen,
      RepositoryRef repo,
      String ref,
      boolean newest,
      Reading reading,
      List<String> changed)
      implements Result {}

  record Missing(Plan.Refusal refusal) implements Result {}

  private final KeptGraph graph;
  private final Mirrors mirrors;
  private final Indexer indexer;
  private final Locks locks;

  Lookup(KeptGraph graph, Mirrors mirrors, Indexer indexer, Locks locks) {
    this.graph = graph;
    this.mirrors = mirrors;
    this.indexer = indexer;
    this.locks = locks;
  }

  /// @param name a branch or a tag; or a full commit id or another ref, as `refs/pull/7/head`,
  ///   which count as commits of the branch that `named` has
  Result find(RepositoryRef named, String name) {
    Optional<Repository> known = indexer.find(named);
    if (known.isEmpty()) {
      return new Missing(Plans.unknown(graph.now(), named));
    }
    Repository repository = known.get();
    try {
      locks.holding(
          repository.ref(),
          () -> {
            mirrors.fetch(repository.ref(), repository.url());
            if (isOther(name)) {
              mirrors.fetch(repository.ref(), repository.url(), name);
            }
            return repository;
          });
      Optional<Mirror> opened = mirrors.open(repository.ref());
      if (opened.isEmpty()) {
        return missing(named, name);
      }
      try (Mirror mirror = opened.get()) {
        return find(mirror, repository, named, name);
      }
    } catch (GitException e) {
      return refused(named, name, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result find(Mirror mirror, Repository repository, RepositoryRef named, String name)
      throws IOException {
    String standing = repository.defaultBranch() == null ? "main" : repository.defaultBranch();
    String branch = named.branch() == null ? standing : named.branch();
    String plain = name.replaceFirst("^refs/(heads|tags)/", "");
    Optional<String> head = name.startsWith(TAGS) ? Optional.empty() : mirror.head(plain);
    if (head.isPresent()) {
      return read(mirror, repository.ref().withBranch(plain), HEADS + plain, head.get());
    }
    Optional<String> tag = name.startsWith(HEADS) ? Optional.empty() : mirror.tag(plain);
    if (tag.isPresent()) {
      return read(mirror, repository.ref().withBranch(standing), TAGS + plain, tag.get());
    }
    Optional<String> commit = isOther(name) ? mirror.ref(name) : mirror.commit(name);
    return commit.isPresent()
        ? read(mirror, repository.ref().withBranch(branch), HEADS + branch, commit.get())
        : missing(named, name);
  }

  /// A ref that is neither a branch nor a tag.
  private static boolean isOther(String name) {
    return name.startsWith("refs/") && !name.startsWith(HEADS) && !name.startsWith(TAGS);
  }

  private Result read(Mirror mirror, RepositoryRef repo, String ref, String commit)
      throws IOException {
    Reading reading = Reading.of(mirror, repo, commit);
    boolean asked =
        reading instanceof Reading.Valid valid
            && valid.manifest().manifest().workflows().values().stream()
                .anyMatch(PushRule::asksForPaths);
    Graph seen = graph.now();
    return new Found(
        seen,
        repo,
        ref,
        ref.startsWith(HEADS) && Pushes.isNewest(mirror, seen, repo, commit),
        reading,
        asked ? mirror.changedPaths(commit) : List.of());
  }

  private static Missing missing(RepositoryRef named, String name) {
    return refused(
        named,
        name,
        "expected a branch, a tag or a full commit id of %s, found '%s', which is not there; push it first"
            .formatted(named.fullName(), name));
  }

  private static Missing refused(RepositoryRef named, String name, String detail) {
    return new Missing(
        new Plan.Refusal(
            "Nothing to read at %s of %s".formatted(name, named.fullName()),
            422,
            detail,
            List.of()));
  }
}
