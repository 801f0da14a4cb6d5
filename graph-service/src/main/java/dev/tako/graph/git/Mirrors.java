package dev.tako.graph.git;

import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/// Bare mirrors of repositories, one folder each, `<folder>/<owner>/<name>.git`.
public final class Mirrors {
  private static final List<RefSpec> EVERYTHING =
      List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

  private final Path folder;
  private final boolean allowFile;
  private final Duration timeout;
  private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();

  /// @param timeout for one fetch, from beginning to end
  public Mirrors(Path folder, boolean allowFile, Duration timeout) {
    this.folder = folder.toAbsolutePath();
    this.allowFile = allowFile;
    this.timeout = timeout;
    Transports.restrict(allowFile);
    // JGit measures the file system for seconds when it is first used; nobody shall wait for that.
    FS.FileStoreAttributes.setBackground(true);
  }

  /// Makes the mirror of `repo` what its origin is now; what the origin no longer has, goes. One
  /// fetch at a time runs per mirror.
  ///
  /// @throws GitException if the origin cannot be reached in time
  public void fetch(RepositoryRef repo, String url) throws GitException {
    fetch(repo, url, EVERYTHING);
  }

  /// Brings one ref that is neither a branch nor a tag, as the head of a pull request
  /// (`refs/pull/7/head`), into the mirror of `repo`.
  ///
  /// @throws GitException if the origin cannot be reached in time, or has no such ref
  public void fetch(RepositoryRef repo, String url, String ref) throws GitException {
    fetch(repo, url, List.of(new RefSpec("+" + ref + ":" + ref)));
  }

  private void fetch(RepositoryRef repo, String url, List<RefSpec> refs) throws GitException {
    ReentrantLock lock = new ReentrantLock();
    ReentrantLock known = fetching.putIfAbsent(repo.fullName(), lock);
    boolean first = known == null;
    lock = first ? lock : known;
    lock.lock();
    try {
      if (first) {
        StaleLocks.remove(path(repo));
      }
      fetchLocked(repo, url, refs);
    } catch (IOException e) {
      throw unreachable(repo, url, e);
    } finally {
      lock.unlock();
    }
  }

  private void fetchLocked(RepositoryRef repo, String url, List<RefSpec> refs) throws GitException {
    try (Git git = openOrCreate(repo)) {
      FetchResult result =
          git.fetch()
              .setRemote(allowed(url))
              .setRefSpecs(refs)
              .setRemoveDeletedRefs(true)
              .setTagOpt(TagOpt.NO_TAGS)
              .setTimeout(seconds())
              .setProgressMonitor(new Deadline(timeout))
              .setCredentialsProvider(new NetRCCredentialsProvider())
              .call();
      requireUpdated(repo, result);
      git.getRepository().autoGC(new Deadline(timeout));
    } catch (GitAPIException | IOException e) {
      throw unreachable(repo, url, e);
    }
  }

  /// A ref that could not be written is no error to JGit, but to us the origin has not been read.
  private static void requireUpdated(RepositoryRef repo, FetchResult result) throws GitException {
    for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
      switch (update.getResult()) {
        case LOCK_FAILURE, IO_FAILURE, REJECTED, REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON ->
            throw new GitException(
                "Could not update %s in the mirror of %s: %s"
                    .formatted(update.getLocalName(), repo.fullName(), update.getResult()));
        default -> {}
      }
    }
  }

  /// The branch the origin's `HEAD` points to; null while the origin has no commit.
  ///
  /// @throws GitException if the origin cannot be reached in time
  public @Nullable String defaultBranch(RepositoryRef repo, String url) throws GitException {
    try {
      Map<String, Ref> refs =
          Git.lsRemoteRepository()
              .setRemote(allowed(url))
              .setTimeout(seconds())
              .setCredentialsProvider(new NetRCCredentialsProvider())
              .callAsMap();
      Ref head = refs.get(Constants.HEAD);
      if (head == null || head.getObjectId() == null) {
        return null;
      }
      if (head.isSymbolic()) {
        return Repository.shortenRefName(head.getTarget().getName());
      }
      return refs.values().stream()
          .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
          .filter(ref -> head.getObjectId().equals(ref.getObjectId()))
          .map(ref -> Repository.shortenRefName(ref.getName()))
          .min(MAIN_FIRST)
          .orElse(null);
    } catch (GitAPIException e) {
      throw unreachable(repo, url, e);
    }
  }

  private static final java.util.Comparator<String> MAIN_FIRST =
      java.util.Comparator.<String>comparingInt(
              name -> name.equals("main") ? 0 : name.equals("master") ? 1 : 2)
          .thenComparing(java.util.Comparator.naturalOrder());

  /// Whether something can be fetched from `url`.
  public boolean exists(String url) {
    try {
      Git.lsRemoteRepository()
          .setRemote(allowed(url))
          .setTimeout(seconds())
          .setCredentialsProvider(new NetRCCredentialsProvider())
          .call();
      return true;
    } catch (GitAPIException | GitException e) {
      return false;
    }
  }

  /// The mirror of `repo`, to read from; empty while it was never fetched.
  ///
  /// @throws GitException if the mirror is damaged
  public Optional<Mirror> open(RepositoryRef repo) throws GitException {
    Path path = path(repo);
    if (!isMade(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Mirror(repository(path)));
    } catch (IOException e) {
      throw new GitException(
          "Expected a bare Git repository at %s, but it could not be opened: %s. Remove it; it is fetched again."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private Git openOrCreate(RepositoryRef repo) throws IOException, GitAPIException {
    Path path = path(repo);
    if (isMade(path)) {
      return new Git(repository(path), true);
    }
    // Whoever began to make it was killed; there is nothing in it yet.
    FileUtils.delete(path.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    return Git.init().setBare(true).setGitDir(path.toFile()).call();
  }

  private static boolean isMade(Path path) {
    return Files.isDirectory(path.resolve("objects"));
  }

  private static Repository repository(Path path) throws IOException {
    Repository repository =
        new RepositoryBuilder().setBare().setGitDir(path.toFile()).setMustExist(true).build();
    repository.getConfig().setBoolean("gc", null, "autoDetach", false);
    return repository;
  }

  private Path path(RepositoryRef repo) {
    return folder.resolve(repo.owner()).resolve(repo.name() + ".git");
  }

  private String allowed(String url) throws GitException {
    try {
      return RemoteUrl.check(url, allowFile);
    } catch (IllegalArgumentException e) {
      throw new GitException(String.valueOf(e.getMessage()), e);
    }
  }

  private int seconds() {
    return (int) Math.max(1, timeout.toSeconds());
  }

  private static GitException unreachable(RepositoryRef repo, String url, Exception e) {
    return new GitException(
        "Could not fetch %s from %s: %s. Check the url and that it can be reached from here."
            .formatted(repo.fullName(), RemoteUrl.withoutPassword(url), rootMessage(e)),
        e);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
