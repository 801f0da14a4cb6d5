package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which registered repository a folder is a clone of, by the URL of its remote `origin`.
final class WorkingRepository {
  private static final String ADVICE = " Name the repository: --repo OWNER/REPO.";
  private static final int PATIENCE_SECONDS = 10;

  private WorkingRepository() {}

  /// The repository as named, or the one that `folder` is a clone of.
  ///
  /// @return `owner/repo`
  /// @throws IllegalArgumentException when the folder is no clone of a registered repository
  static String or(@Nullable String named, Path folder, Api graph) {
    if (named != null) {
      return named;
    }
    String url = origin(folder);
    String bare = bare(url);
    for (JsonNode repository : graph.get("/api/v1/repositories").path("repositories")) {
      String name = repository.path("repo").asText().replaceFirst(":.*", "");
      if (bare(repository.path("url").asText()).equals(bare) || isNamed(bare, name)) {
        return name;
      }
    }
    throw new IllegalArgumentException(
        "Expected the origin of this folder to be a registered repository, found "
            + url
            + ", which is not."
            + ADVICE);
  }

  private static String origin(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", folder.toString(), "remote", "get-url", "origin")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String url = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0) {
        return url;
      }
      throw new IllegalArgumentException(
          "Expected "
              + folder
              + " to be a Git clone with a remote 'origin', but it is not."
              + ADVICE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Could not ask Git for the origin of " + folder + "." + ADVICE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Git for the origin.", e);
    }
  }

  /// The URL without what may differ between two ways to write it.
  private static String bare(String url) {
    return url.replaceFirst("/+$", "").replaceFirst("\\.git$", "").replaceFirst("^file:/+", "/");
  }

  private static boolean isNamed(String url, String name) {
    return url.endsWith("/" + name) || url.endsWith(":" + name);
  }
}
