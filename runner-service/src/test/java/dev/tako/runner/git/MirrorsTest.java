package dev.tako.runner.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {
  @TempDir private Path folder;

  @Test
  void a_mirror_whose_maker_was_killed_is_made_anew() throws Exception {
    // Given
    String commit;
    try (Git origin =
        Git.init().setInitialBranch("main").setDirectory(folder.resolve("o").toFile()).call()) {
      commit =
          origin
              .commit()
              .setAllowEmpty(true)
              .setSign(false)
              .setAuthor("Ada", "ada@example.org")
              .setCommitter("Ada", "ada@example.org")
              .setMessage("Begin")
              .call()
              .name();
    }
    String url = folder.resolve("o").toUri().toString();
    Path begun = folder.resolve("mirrors").resolve(new GitUrl(url).folder() + ".git");
    Files.createDirectories(begun.resolve("refs"));

    // When
    try (Mirrors mirrors = new Mirrors(folder.resolve("mirrors"))) {
      Revision found = mirrors.resolve(url, "main", () -> false);

      // Then
      assertThat(found.toString()).contains(commit);
    }
  }
}
