package dev.tako.dev.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.commons.io.FileUtils;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A bare Git repository, as a host would have it, and a way to push commits to it.
public final class GitOrigin {
  public static final String MAIN = "main";

  private static final PersonIdent AUTHOR = new PersonIdent("Tako", "tako@example.org");

  private final Path folder;

  private GitOrigin(Path folder) {
    this.folder = folder;
  }

  /// Creates an empty one.
  public static GitOrigin create(Path folder) {
    try {
      Files.createDirectories(folder);
      Git.init().setBare(true).setInitialBranch(MAIN).setDirectory(folder.toFile()).call().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("Could not create the repository " + folder, e);
    }
    return new GitOrigin(folder);
  }

  /// One that exists.
  public static GitOrigin at(Path folder) {
    return new GitOrigin(folder);
  }

  public Path folder() {
    return folder;
  }

  /// `file:///…`, to register it by.
  public String url() {
    return "file://" + folder.toAbsolutePath();
  }

  /// Pushes a commit that writes these files.
  ///
  /// @param files text by path; what is not named stays as it was
  /// @return the new commit
  public String push(String branch, String message, Map<String, String> files) {
    return push(branch, message, files, List.of());
  }

  /// Pushes a commit that writes and removes files.
  public String push(
      String branch, String message, Map<String, String> files, List<String> removed) {
    return inClone(
        branch,
        (git, work) -> {
          for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = work.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
            path.toFile().setExecutable(file.getKey().endsWith(".sh"), false);
            git.add().addFilepattern(file.getKey()).call();
          }
          for (String path : removed) {
            git.rm().addFilepattern(path).call();
          }
          RevCommit commit =
              git.commit()
                  .setMessage(message)
                  .setAuthor(AUTHOR)
                  .setCommitter(AUTHOR)
                  .setSign(false)
                  .call();
          git.push().setRefSpecs(new RefSpec("HEAD:refs/heads/" + branch)).call();
          return commit.name();
        });
  }

  /// Puts a tag on a commit.
  public void tag(String name, String commit) {
    try (Git git = open()) {
      RevCommit target = git.getRepository().parseCommit(ObjectId.fromString(commit));
      git.tag().setName(name).setObjectId(target).setAnnotated(false).setSigned(false).call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("Could not tag " + commit + " in " + folder, e);
    }
  }

  /// The commit a branch points to.
  ///
  /// @throws IllegalStateException if there is no such branch
  public String head(String branch) {
    return resolve(Constants.R_HEADS + branch)
        .orElseThrow(() ->
            new IllegalStateException(
                "Expected a branch " + branch + " in " + folder + ", but there is none."));
  }

  /// The commit a tag points to.
  public Optional<String> tagged(String name) {
    return resolve(Constants.R_TAGS + name);
  }

  /// All tags, sorted by name.
  public List<String> tags() {
    try (Git git = open()) {
      return git.tagList().call().stream()
          .map(Ref::getName)
          .map(Repository::shortenRefName)
          .sorted()
          .toList();
    } catch (GitAPIException e) {
      throw new IllegalStateException("Could not list the tags of " + folder, e);
    }
  }

  /// The first lines of the messages of all commits of a branch, newest first.
  public List<String> messages(String branch) {
    try (Git git = open()) {
      return StreamSupport.stream(
              git.log().add(ObjectId.fromString(head(branch))).call().spliterator(), false)
          .map(RevCommit::getShortMessage)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("Could not read the log of " + folder, e);
    }
  }

  /// The text of a file at a commit.
  public Optional<String> file(String commit, String path) {
    try (Git git = open()) {
      Repository repository = git.getRepository();
      RevCommit parsed = repository.parseCommit(ObjectId.fromString(commit));
      try (TreeWalk walk = TreeWalk.forPath(repository, path, parsed.getTree())) {
        return walk == null
            ? Optional.empty()
            : Optional.of(
                new String(
                    repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> resolve(String ref) {
    try (Git git = open()) {
      return Optional.ofNullable(git.getRepository().resolve(ref + "^{commit}"))
          .map(ObjectId::name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Git open() {
    try {
      return Git.open(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    String in(Git git, Path work) throws IOException, GitAPIException;
  }

  /// A branch that does not exist yet begins where `main` is.
  private String inClone(String branch, Work work) {
    List<Path> created = new ArrayList<>();
    try {
      Path clone = Files.createTempDirectory("tako-clone");
      created.add(clone);
      try (Git git = Git.init().setDirectory(clone.toFile()).setInitialBranch(MAIN).call()) {
        fetchInto(git);
        String start = resolve(Constants.R_HEADS + branch).isPresent() ? branch : MAIN;
        if (resolve(Constants.R_HEADS + start).isPresent()) {
          git.checkout()
              .setName(branch)
              .setCreateBranch(true)
              .setStartPoint("origin/" + start)
              .call();
        }
        return work.in(git, clone);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("Could not push to " + folder, e);
    } finally {
      created.forEach(path -> FileUtils.deleteQuietly(path.toFile()));
    }
  }

  /// Fetched into an empty repository rather than cloned, because JGit tidies a clone up in the
  /// background, and this one is gone again in a moment.
  private void fetchInto(Git git) throws IOException, GitAPIException {
    StoredConfig config = git.getRepository().getConfig();
    config.setInt("gc", null, "auto", 0);
    config.setBoolean("gc", null, "autoDetach", false);
    config.setString("remote", "origin", "url", url());
    config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
    config.save();
    git.fetch().setRemote("origin").call();
  }
}
