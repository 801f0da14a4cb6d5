package dev.tako.graph.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/// One mirror, open for reading: refs, and what stands in a commit. There is no work tree.
public final class Mirror implements AutoCloseable {
  private static final int LARGEST = 1 << 20;

  private final Repository repository;

  Mirror(Repository repository) {
    this.repository = repository;
  }

  /// The commit a branch points to, full hex.
  public Optional<String> head(String branch) throws IOException {
    Ref ref = repository.exactRef(Constants.R_HEADS + branch);
    return ref == null || ref.getObjectId() == null
        ? Optional.empty()
        : Optional.of(ref.getObjectId().name());
  }

  /// The commit a tag names, full hex.
  public Optional<String> tag(String name) throws IOException {
    Ref ref = repository.exactRef(Constants.R_TAGS + name);
    return ref == null || ref.getObjectId() == null
        ? Optional.empty()
        : commit(ref.getObjectId().name());
  }

  /// The commit at a ref of any kind, full hex.
  ///
  /// @param name for example `refs/pull/7/head`
  public Optional<String> ref(String name) throws IOException {
    Ref ref = repository.exactRef(name);
    return ref == null || ref.getObjectId() == null
        ? Optional.empty()
        : commit(ref.getObjectId().name());
  }

  /// The commit that `id` is or, for an annotated tag, names; empty when it is not here.
  ///
  /// @param id full hex
  public Optional<String> commit(String id) throws IOException {
    if (!ObjectId.isId(id)) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return Optional.of(walk.parseCommit(ObjectId.fromString(id)).name());
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /// Whether `ancestor` is `commit` or one it grew from.
  public boolean isAncestor(String ancestor, String commit) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(ancestor)),
          walk.parseCommit(ObjectId.fromString(commit)));
    } catch (MissingObjectException e) {
      return false;
    }
  }

  /// What stands at `file` in the tree of `commit`.
  public ManifestFile read(String commit, String file) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
      try (TreeWalk tree = TreeWalk.forPath(walk.getObjectReader(), file, parsed.getTree())) {
        return tree == null ? new ManifestFile.Absent() : read(walk, tree, file);
      }
    }
  }

  private static ManifestFile read(RevWalk walk, TreeWalk tree, String file) throws IOException {
    FileMode mode = tree.getFileMode(0);
    if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
      return new ManifestFile.Unusable(
          "expected %s to be a regular file, found %s".formatted(file, describe(mode)));
    }
    ObjectLoader blob = walk.getObjectReader().open(tree.getObjectId(0), Constants.OBJ_BLOB);
    if (blob.getSize() > LARGEST) {
      return new ManifestFile.Unusable(
          "expected %s to have at most %d bytes, found %d"
              .formatted(file, LARGEST, blob.getSize()));
    }
    return new ManifestFile.Present(blob.getBytes(LARGEST));
  }

  private static String describe(FileMode mode) {
    if (mode.equals(FileMode.SYMLINK)) {
      return "a symbolic link";
    }
    if (mode.equals(FileMode.GITLINK)) {
      return "a submodule";
    }
    return "a folder";
  }

  /// The paths that differ between `commit` and its first parent; of a first commit, all.
  public List<String> changedPaths(String commit) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        DiffFormatter diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
      RevCommit parent =
          parsed.getParentCount() == 0 ? null : walk.parseCommit(parsed.getParent(0));
      diff.setRepository(repository);
      diff.setDetectRenames(false);
      List<String> paths = new ArrayList<>();
      for (DiffEntry entry :
          diff.scan(parent == null ? null : parent.getTree(), parsed.getTree())) {
        boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
        paths.add(deleted ? entry.getOldPath() : entry.getNewPath());
      }
      return paths;
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
