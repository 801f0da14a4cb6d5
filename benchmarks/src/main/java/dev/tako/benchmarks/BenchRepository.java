package dev.tako.benchmarks;

import dev.tako.contract.Json;
import dev.tako.dev.git.GitOrigin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

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
  static void create(Path folder, URI graph) throws IOException, InterruptedException {
    GitOrigin origin = GitOrigin.create(folder.resolve("three-steps.git"));
    origin.push(GitOrigin.MAIN, "Three steps", Map.of("tako.yml", MANIFEST));
    register(graph, origin.url());
  }

  private static void register(URI graph, String url) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(graph.resolve("/api/v1/repositories"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            Json.text(Map.of("repo", NAME, "url", url))))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Could not register " + NAME + ": " + response.statusCode() + " " + response.body());
    }
  }
}
