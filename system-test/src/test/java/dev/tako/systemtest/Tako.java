package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Json;
import dev.tako.dev.EmbeddedSystem;
import dev.tako.dev.SystemSettings;
import dev.tako.dev.git.GitOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// The whole system, started once for all tests that leave it as it is.
final class Tako {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static @Nullable Tako shared;

  final EmbeddedSystem system;
  final Path folder;

  private Tako(EmbeddedSystem system, Path folder) {
    this.system = system;
    this.folder = folder;
  }

  static synchronized Tako shared() {
    Tako tako = shared;
    if (tako == null) {
      tako = start(Map.of());
      shared = tako;
      Runtime.getRuntime().addShutdownHook(new Thread(tako.system::stop));
    }
    return tako;
  }

  /// A system of the caller's own, to be stopped by it.
  static Tako start(Map<String, String> stepEnvironment) {
    try {
      Path folder = Files.createTempDirectory("tako-system-test");
      EmbeddedSystem system =
          EmbeddedSystem.start(
              SystemSettings.forTests(folder.resolve("system"))
                  .withStepEnvironment(stepEnvironment),
              line -> System.out.println("[system] " + line));
      return new Tako(system, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Api coordinator() {
    return new Api(system.coordinator());
  }

  Api graph() {
    return new Api(system.graph());
  }

  /// Creates an origin with one manifest and registers it; `name` is `owner/repo`.
  GitOrigin repository(String name, String manifest) {
    GitOrigin origin = GitOrigin.create(folder.resolve(name + ".git"));
    origin.push(GitOrigin.MAIN, "First", Map.of("tako.yml", "version: \"1\"\n" + manifest));
    Api.Answer answer =
        graph().post("/api/v1/repositories", Map.of("repo", name, "url", origin.url()));
    assertThat(answer.status()).as("registering %s: %s", name, answer.body()).isIn(200, 201);
    return origin;
  }

  /// Sends the webhook GitHub sends for a push to main.
  ///
  /// @param delivery the delivery's id
  Api.Answer push(String repo, String after, String delivery) {
    byte[] body =
        Json.bytes(
            Map.of(
                "ref",
                "refs/heads/main",
                "after",
                after,
                "deleted",
                false,
                "commits",
                List.of(),
                "repository",
                Map.of("full_name", repo)));
    return coordinator()
        .post(
            "/webhooks/github",
            body,
            "X-GitHub-Event",
            "push",
            "X-GitHub-Delivery",
            delivery,
            "X-Hub-Signature-256",
            system.webhookSecret().sign(body));
  }

  static String delivery() {
    return UUID.randomUUID().toString();
  }

  /// What became of a delivery, once that is known.
  JsonNode trigger(String delivery) {
    List<JsonNode> found = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .until(() -> {
          Api.Answer answer = coordinator().get("/api/v1/triggers/github:" + delivery);
          if (answer.status() == 200) {
            found.add(answer.body());
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /// The tree of a run once it has ended; fails with the run's whole history when it does not.
  JsonNode ended(String run) {
    return ended(run, LIMIT);
  }

  JsonNode ended(String run, Duration limit) {
    try {
      await().atMost(limit).until(() -> !tree(run).path("endedAt").asText("").isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("Run " + run + " did not end:\n" + history(run), e);
    }
    return tree(run);
  }

  /// The tree of a run; missing while the coordinator does not answer.
  JsonNode tree(String run) {
    try {
      return coordinator().get("/api/v1/runs/" + run).body();
    } catch (UncheckedIOException e) {
      return Json.MAPPER.missingNode();
    }
  }

  JsonNode events(String run) {
    return coordinator().get("/api/v1/runs/" + run + "/events").body().path("events");
  }

  String history(String run) {
    return tree(run).toPrettyString() + "\nevents: " + events(run).toPrettyString();
  }

  /// Status by `repo workflow`, in the order the executions were created.
  static Map<String, List<String>> statuses(JsonNode tree) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (JsonNode execution : tree.path("executions")) {
      String name =
          execution.path("repo").asText().replaceFirst(":main$", "")
              + " "
              + execution.path("workflow").asText();
      all.computeIfAbsent(name, _ -> new ArrayList<>()).add(execution.path("status").asText());
    }
    return all;
  }

  static JsonNode execution(JsonNode tree, String repo, String workflow) {
    for (JsonNode execution : tree.path("executions")) {
      if (execution.path("repo").asText().equals(repo + ":main")
          && execution.path("workflow").asText().equals(workflow)) {
        return execution;
      }
    }
    return Json.MAPPER.missingNode();
  }
}
