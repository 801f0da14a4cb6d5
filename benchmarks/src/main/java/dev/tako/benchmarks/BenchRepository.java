package dev.tako.benchmarks;

import dev.tako.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/// A real Git repository with three-step workflows: `noop` runs nothing, `process` runs a real
/// process in each step.
final class BenchRepository {
  static final String NAME = "bench/three-steps";

  private static final String MANIFEST =
      """
      version: "1"
      workflows:
        noop:
          on: [exec]
          steps:
            - { id: one, uses: tako/noop@v1 }
            - { id: two, uses: tako/noop@v1 }
            - { id: three, uses: tako/noop@v1 }
        process:
          on: [exec]
          steps:
            - { id: one, run: ":" }
            - { id: two, run: ":" }
            - { id: three, run: ":" }
      """;

  private BenchRepository() {}

  /// Creates the repository in `folder` and registers it.
  static void create(Path folder, URI graph)
      throws IOException, GitAPIException, InterruptedException {
    Path work = folder.resolve("three-steps");
    Path origin = folder.resolve("three-steps.git");
    try (Git git = Git.init().setDirectory(work.toFile()).setInitialBranch("main").call()) {
      Files.writeString(work.resolve("tako.yml"), MANIFEST);
      git.add().addFilepattern("tako.yml").call();
      git.commit()
          .setMessage("Three steps")
          .setAuthor("Bench", "bench@example.org")
          .setCommitter("Bench", "bench@example.org")
          .setSign(false)
          .call();
    }
    Git.cloneRepository()
        .setBare(true)
        .setURI(work.toUri().toString())
        .setDirectory(origin.toFile())
        .call()
        .close();
    register(graph, origin);
  }

  private static void register(URI graph, Path origin) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(graph.resolve("/api/v1/repositories"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            Json.text(Map.of("repo", NAME, "url", origin.toUri().toString()))))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Could not register " + NAME + ": " + response.statusCode() + " " + response.body());
    }
  }
}
