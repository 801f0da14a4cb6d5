package dev.tako.runner.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Turns a mirror's commit into a repository somebody can work in, sharing no file with the mirror.
final class Checkout {
  private final Repository mirror;
  private final String url;
  private final @Nullable String branch;
  private final ObjectId commit;

  /// @param branch null: the commit is checked out on no branch
  Checkout(Repository mirror, String url, @Nullable String branch, ObjectId commit) {
    this.mirror = mirror;
    this.url = url;
    this.branch = branch;
    this.commit = commit;
  }

  void into(Path work) throws IOException {
    Path git = work.resolve(Constants.DOT_GIT);
    try (Repository repository =
        new FileRepositoryBuilder().setWorkTree(work.toFile()).setGitDir(git.toFile()).build()) {
      repository.create(false);
      configure(repository.getConfig());
      copyObjects(mirror.getDirectory().toPath().resolve("objects"), git.resolve("objects"));
      writeRefs(git);
      try (RevWalk walk = new RevWalk(repository)) {
        RevCommit parsed = walk.parseCommit(commit);
        new DirCacheCheckout(repository, repository.lockDirCache(), parsed.getTree()).checkout();
      }
    }
  }

  private void configure(StoredConfig config) throws IOException {
    config.setString(ConfigConstants.CONFIG_REMOTE_SECTION, "origin", "url", url);
    config.setString(
        ConfigConstants.CONFIG_REMOTE_SECTION,
        "origin",
        "fetch",
        "+refs/heads/*:refs/remotes/origin/*");
    if (branch != null) {
      config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, branch, "remote", "origin");
      config.setString(
          ConfigConstants.CONFIG_BRANCH_SECTION, branch, "merge", Constants.R_HEADS + branch);
    }
    // Git may tidy up, but not behind a step's back: nothing may outlive a step.
    config.setBoolean("gc", null, "autoDetach", false);
    config.setBoolean("maintenance", null, "autoDetach", false);
    config.save();
  }

  private void writeRefs(Path git) throws IOException {
    StringBuilder packed = new StringBuilder("# pack-refs with: sorted\n");
    String branches = Constants.R_HEADS;
    for (Ref ref : mirror.getRefDatabase().getRefsByPrefix(branches)) {
      String name = ref.getName().substring(branches.length());
      line(packed, ref, Constants.R_REMOTES + "origin/" + name);
    }
    for (Ref ref : mirror.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
      line(packed, ref, ref.getName());
    }
    Files.writeString(git.resolve("packed-refs"), packed);
    if (branch == null) {
      Files.writeString(git.resolve(Constants.HEAD), commit.name() + "\n");
      return;
    }
    Path head = git.resolve(branches + branch);
    Files.createDirectories(head.getParent());
    Files.writeString(head, commit.name() + "\n");
    Files.writeString(git.resolve(Constants.HEAD), "ref: " + branches + branch + "\n");
  }

  private static void line(StringBuilder packed, Ref ref, String name) {
    packed.append(ref.getObjectId().name()).append(' ').append(name).append('\n');
  }

  /// Objects never change, but a step could write into a shared file; so each gets its own.
  private static void copyObjects(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean unfinished =
                name.endsWith(".tmp") || name.startsWith("noz") || name.endsWith(".lock");
            if (attributes.isRegularFile() && !unfinished) {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file)),
                  StandardCopyOption.REPLACE_EXISTING,
                  StandardCopyOption.COPY_ATTRIBUTES,
                  LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
