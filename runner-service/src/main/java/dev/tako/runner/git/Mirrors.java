package dev.tako.runner.git;

import dev.tako.runner.step.PreparationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/// A bare copy of each repository on this machine, fetched when it lacks a commit.
public final class Mirrors implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 120;
  private static final int MANY_PACKS = 20;

  private final Path root;
  private final ConcurrentMap<GitUrl, Mirror> mirrors = new ConcurrentHashMap<>();

  public Mirrors(Path root) {
    Isolation.apply();
    this.root = root;
  }

  /// Makes an ordinary repository in `work`, on `branch` at `commit`.
  ///
  /// @param branch null: on no branch
  public void checkout(String url, @Nullable String branch, String commit, Path work)
      throws PreparationException {
    Mirror mirror = mirror(url);
    ObjectId id = ObjectId.fromString(commit);
    mirror.fetchUnlessThere(id, branch);
    mirror.packs.readLock().lock();
    try {
      new Checkout(mirror.repository, url, branch, id).into(work);
    } catch (IOException e) {
      throw new PreparationException(
          "Cannot check out " + commit + " of " + url + ": " + e.getMessage(), e);
    } finally {
      mirror.packs.readLock().unlock();
    }
  }

  /// The commit that a branch, a tag or the beginning of a commit stands for in the origin, asked
  /// now.
  ///
  /// @param ended whether to give up
  public Revision resolve(String url, String ref, BooleanSupplier ended)
      throws PreparationException {
    Mirror mirror = mirror(url);
    try {
      Refs refs = new Refs(mirror.repository);
      Optional<Revision> there = Refs.isWholeCommit(ref) ? refs.find(ref) : Optional.empty();
      if (there.isPresent()) {
        return there.get();
      }
      mirror.fetch(ended);
      Optional<Revision> found = refs.find(ref);
      if (found.isEmpty()) {
        throw new PreparationException(
            "Expected ref '%s' to be a branch, tag or commit of %s, but %s"
                .formatted(ref, url, refs.missing(ref)),
            null);
      }
      return found.get();
    } catch (IOException e) {
      throw new PreparationException("Cannot read the mirror of " + url, e);
    }
  }

  /// Whether the commit has arrived in the origin's branch, asked now, and is not one that was
  /// there before.
  ///
  /// @param since what is known of the branch
  public boolean isPushed(String url, String branch, String since, String commit)
      throws PreparationException {
    Mirror mirror = mirror(url);
    mirror.fetch(() -> false);
    ObjectId id = ObjectId.fromString(commit);
    return mirror.isOnBranch(branch, id) && !mirror.isIn(id, ObjectId.fromString(since));
  }

  private Mirror mirror(String url) throws PreparationException {
    try {
      return mirrors.computeIfAbsent(new GitUrl(url), this::open);
    } catch (IllegalArgumentException e) {
      throw new PreparationException(String.valueOf(e.getMessage()), e);
    } catch (JGitInternalException e) {
      throw new PreparationException("Cannot open the mirror of " + url + ": " + e.getMessage(), e);
    }
  }

  private Mirror open(GitUrl url) {
    Path folder = root.resolve(url.folder() + ".git");
    try {
      StaleLocks.remove(folder);
      Repository repository =
          new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
      if (!Files.exists(folder.resolve("HEAD"))) {
        // Whoever began to make it was killed; there is nothing in it yet.
        FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        Files.createDirectories(folder);
        repository.create(true);
        // JGit would tidy up behind our back and take files away that a checkout copies.
        repository.getConfig().setInt("gc", null, "auto", 0);
        repository.getConfig().setString("gc", null, "prunePackExpire", "now");
        repository.getConfig().save();
      }
      return new Mirror(url, repository);
    } catch (IOException e) {
      throw new JGitInternalException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    mirrors.values().forEach(mirror -> mirror.repository.close());
  }

  /// Lets a transfer end early.
  private static final class Cancelling extends EmptyProgressMonitor {
    private final BooleanSupplier ended;

    Cancelling(BooleanSupplier ended) {
      this.ended = ended;
    }

    @Override
    public boolean isCancelled() {
      return ended.getAsBoolean();
    }
  }

  private static final class Mirror {
    private final GitUrl url;
    private final Repository repository;
    private final ReadWriteLock packs = new ReentrantReadWriteLock();

    Mirror(GitUrl url, Repository repository) {
      this.url = url;
      this.repository = repository;
    }

    synchronized void fetchUnlessThere(ObjectId commit, @Nullable String branch)
        throws PreparationException {
      if (has(commit)) {
        return;
      }
      fetch(() -> false);
      if (!has(commit)) {
        throw new PreparationException(
            "Expected commit %s (%s) in %s, but it is in none of its branches and tags; was it removed by a forced push?"
                .formatted(
                    commit.name(), branch == null ? "no branch" : "branch " + branch, url.text()),
            null);
      }
    }

    synchronized void fetch(BooleanSupplier ended) throws PreparationException {
      try (Git git = Git.wrap(repository)) {
        FetchResult result =
            git.fetch()
                .setRemote(url.text())
                .setRefSpecs(
                    new RefSpec("+refs/heads/*:refs/heads/*"),
                    new RefSpec("+refs/tags/*:refs/tags/*"))
                .setRemoveDeletedRefs(true)
                .setTimeout(TIMEOUT_SECONDS)
                .setProgressMonitor(new Cancelling(ended))
                .call();
        requireUpdated(result);
        if (packs() > MANY_PACKS) {
          pack(git);
        }
      } catch (GitAPIException | JGitInternalException e) {
        throw new PreparationException(
            "Cannot fetch from " + url.text() + ": " + e.getMessage(), e);
      }
    }

    /// A ref that could not be written is no error to JGit, but to us the origin has not been read.
    private void requireUpdated(FetchResult result) throws PreparationException {
      for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
        switch (update.getResult()) {
          case LOCK_FAILURE, IO_FAILURE, REJECTED, REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON ->
              throw new PreparationException(
                  "Cannot update %s in the mirror of %s: %s"
                      .formatted(update.getLocalName(), url.text(), update.getResult()),
                  null);
          default -> {}
        }
      }
    }

    private long packs() {
      String[] files = repository.getDirectory().toPath().resolve("objects/pack").toFile().list();
      return files == null ? 0 : Stream.of(files).filter(f -> f.endsWith(".pack")).count();
    }

    /// Every fetch adds a pack; many are slow to search and to copy.
    private void pack(Git git) throws GitAPIException {
      packs.writeLock().lock();
      try {
        git.gc().call();
      } finally {
        packs.writeLock().unlock();
      }
    }

    boolean isOnBranch(String branch, ObjectId commit) throws PreparationException {
      try (RevWalk walk = new RevWalk(repository)) {
        Ref ref = repository.exactRef("refs/heads/" + branch);
        if (ref == null || !has(commit)) {
          return false;
        }
        RevCommit tip = walk.parseCommit(ref.getObjectId());
        return walk.isMergedInto(walk.parseCommit(commit), tip);
      } catch (IOException e) {
        throw new PreparationException("Cannot read the mirror of " + url.text(), e);
      }
    }

    /// Whether `commit` is `other` or one before it.
    boolean isIn(ObjectId commit, ObjectId other) throws PreparationException {
      try (RevWalk walk = new RevWalk(repository)) {
        return has(other) && walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(other));
      } catch (IOException e) {
        throw new PreparationException("Cannot read the mirror of " + url.text(), e);
      }
    }

    private boolean has(ObjectId commit) {
      try {
        return repository.getObjectDatabase().has(commit);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
