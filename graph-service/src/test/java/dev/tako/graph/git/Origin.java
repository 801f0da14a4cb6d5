package dev.tako.graph.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// A real bare repository, as a host would keep it.
public final class Origin {
  private final Repository repository;

  private Origin(Repository repository) {
    this.repository = repository;
  }

  public static Origin create(Path path) throws GitAPIException {
    return new Origin(
        Git.init()
            .setBare(true)
            .setGitDir(path.toFile())
            .setInitialBranch("main")
            .call()
            .getRepository());
  }

  public String url() {
    return repository.getDirectory().toURI().toString();
  }

  /// Adds or replaces one file on a branch.
  ///
  /// @return the commit, full hex
  public String commit(String branch, String path, String content) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
      return commit(inserter, branch, path, blob, FileMode.REGULAR_FILE);
    }
  }

  /// Commits the branch without a file.
  public String remove(String branch, String path) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      return commit(inserter, branch, path, ObjectId.zeroId(), FileMode.MISSING);
    }
  }

  String link(String branch, String path, String target) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, target.getBytes(StandardCharsets.UTF_8));
      return commit(inserter, branch, path, blob, FileMode.SYMLINK);
    }
  }

  String submodule(String branch, String path) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      return commit(inserter, branch, path, ObjectId.fromString("1".repeat(40)), FileMode.GITLINK);
    }
  }

  private String commit(
      ObjectInserter inserter, String branch, String path, ObjectId object, FileMode mode)
      throws IOException {
    String ref = Constants.R_HEADS + branch;
    ObjectId parent = repository.resolve(ref);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree(inserter, parent, path, object, mode));
    if (parent != null) {
      commit.setParentId(parent);
    }
    PersonIdent who = new PersonIdent("Ada", "ada@example.org");
    commit.setAuthor(who);
    commit.setCommitter(who);
    commit.setMessage("Change " + path);
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    point(ref, id);
    return id.name();
  }

  private ObjectId tree(
      ObjectInserter inserter, ObjectId parent, String path, ObjectId object, FileMode mode)
      throws IOException {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    if (parent != null) {
      try (RevWalk walk = new RevWalk(repository);
          var tree = new org.eclipse.jgit.treewalk.TreeWalk(repository)) {
        tree.addTree(walk.parseCommit(parent).getTree());
        tree.setRecursive(true);
        while (tree.next()) {
          if (!tree.getPathString().equals(path)) {
            DirCacheEntry kept = new DirCacheEntry(tree.getPathString());
            kept.setFileMode(tree.getFileMode(0));
            kept.setObjectId(tree.getObjectId(0));
            builder.add(kept);
          }
        }
      }
    }
    if (!mode.equals(FileMode.MISSING)) {
      DirCacheEntry entry = new DirCacheEntry(path);
      entry.setFileMode(mode);
      entry.setObjectId(object);
      builder.add(entry);
    }
    builder.finish();
    return cache.writeTree(inserter);
  }

  /// Points a tag at a commit.
  public void tag(String name, String commit) throws IOException {
    point(Constants.R_TAGS + name, ObjectId.fromString(commit));
  }

  /// Points a ref of any kind at a commit, for example `refs/pull/7/head`.
  public void ref(String name, String commit) throws IOException {
    point(name, ObjectId.fromString(commit));
  }

  public void deleteBranch(String branch) throws IOException {
    RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
    update.setForceUpdate(true);
    update.delete();
  }

  public void head(String branch) throws IOException {
    repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
  }

  private void point(String ref, ObjectId id) throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.update();
  }
}
