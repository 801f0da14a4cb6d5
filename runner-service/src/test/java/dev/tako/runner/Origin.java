package dev.tako.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;

/// A bare repository to fetch from and push to.
final class Origin implements AutoCloseable {
  private static final PersonIdent SOMEBODY = new PersonIdent("Somebody", "somebody@example.org");

  private final Path bare;
  private final Git clone;

  private Origin(Path bare, Git clone) {
    this.bare = bare;
    this.clone = clone;
  }

  static Origin create(Path folder) throws IOException, GitAPIException {
    Path bare = folder.resolve("origin.git");
    Git.init().setBare(true).setInitialBranch("main").setDirectory(bare.toFile()).call().close();
    Git clone =
        Git.cloneRepository()
            .setURI(bare.toUri().toString())
            .setDirectory(folder.resolve("clone").toFile())
            .call();
    return new Origin(bare, clone);
  }

  String url() {
    return bare.toUri().toString();
  }

  /// Commits and pushes the files to main; a name that ends in `!` is made executable.
  String push(Map<String, String> files) throws IOException, GitAPIException {
    Path work = clone.getRepository().getWorkTree().toPath();
    for (Map.Entry<String, String> file : files.entrySet()) {
      boolean executable = file.getKey().endsWith("!");
      Path path = work.resolve(file.getKey().replace("!", ""));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      if (executable && !path.toFile().setExecutable(true)) {
        throw new IOException("Cannot make " + path + " executable");
      }
    }
    clone.add().addFilepattern(".").call();
    RevCommit commit =
        clone
            .commit()
            .setMessage("change")
            .setAuthor(SOMEBODY)
            .setCommitter(SOMEBODY)
            .setSign(false)
            .call();
    clone.push().setRefSpecs(new RefSpec("HEAD:refs/heads/main")).call();
    return commit.name();
  }

  /// Gives the newest commit another name.
  void name(String ref) throws GitAPIException {
    clone.push().setRefSpecs(new RefSpec("HEAD:" + ref)).call();
  }

  String head() throws IOException {
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().build()) {
      return String.valueOf(repository.resolve("refs/heads/main").name());
    }
  }

  @Override
  public void close() {
    clone.close();
  }
}
