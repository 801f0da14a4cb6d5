package dev.tako.benchmarks.organisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.TreeFormatter;

/// The organisation's bare Git repositories, at `<folder>/org/<name>.git`, and pushes to them.
///
/// A commit is written straight into the bare repository, as a host has it after a push. Its time
/// is fixed, so that the same seed gives the same commit ids.
final class Origins {
  private static final String MAIN = Constants.R_HEADS + "main";

  private final Path folder;

  Origins(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  String url(int index) {
    return path(index).toUri().toString();
  }

  /// Creates every repository with its first commit.
  void create(Organisation organisation) throws InterruptedException {
    List<Future<?>> created = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var node : organisation.nodes()) {
        created.add(threads.submit(() -> create(node)));
      }
    }
    for (Future<?> future : created) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Could not create the repositories", e.getCause());
      }
    }
  }

  private void create(Organisation.Node node) {
    try {
      Path path = path(node.index());
      Files.createDirectories(path);
      Git.init().setBare(true).setInitialBranch("main").setGitDir(path.toFile()).call().close();
      push(node, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Puts a commit with the manifest of this revision on `main`.
  ///
  /// @return its id
  String push(Organisation.Node node, int revision) throws IOException {
    try (Repository repository =
            new RepositoryBuilder().setBare().setGitDir(path(node.index()).toFile()).build();
        ObjectInserter objects = repository.newObjectInserter()) {
      byte[] manifest = ManifestText.of(node, revision).getBytes(StandardCharsets.UTF_8);
      TreeFormatter tree = new TreeFormatter();
      tree.append("tako.yml", FileMode.REGULAR_FILE, objects.insert(Constants.OBJ_BLOB, manifest));
      CommitBuilder commit = new CommitBuilder();
      ObjectId before = repository.resolve(MAIN);
      if (before != null) {
        commit.setParentId(before);
      }
      PersonIdent author =
          new PersonIdent(
              "Tako",
              "tako@example.org",
              Instant.parse("2026-01-01T00:00:00Z").plusSeconds(revision),
              ZoneOffset.UTC);
      commit.setTreeId(objects.insert(tree));
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage("Revision " + revision);
      ObjectId id = objects.insert(commit);
      objects.flush();
      RefUpdate update = repository.updateRef(MAIN);
      update.setNewObjectId(id);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
        throw new IOException("Could not move main of " + path(node.index()) + ": " + result);
      }
      return id.name();
    }
  }

  private Path path(int index) {
    return folder.resolve(ManifestText.OWNER).resolve(ManifestText.name(index) + ".git");
  }
}
