package dev.tako.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.RunWatcher;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Terminal;
import dev.tako.dev.EmbeddedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A change in core-lib on its way through everything that depends on it.
///
/// ```
/// push ─► core-lib release ─ build ─► library_built ─► lib-a, lib-b update_dependency
///                          └ tag (when both have)
///         └─► lib-a release, lib-b release ─► library_released ─► java-bom update_dependency, twice
///                          └─► java-bom release (once, after both)
/// ```
public final class ReleaseTrain {
  private static final Duration TRIGGER_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EmbeddedSystem system;
  private final Terminal terminal;
  private final Path artifacts;
  private final DemoOrigins origins;

  /// @param folder gets `origins/acme/<name>.git`
  /// @param artifacts where steps publish; they know it as `ARTIFACT_REPOSITORY`
  public ReleaseTrain(EmbeddedSystem system, Terminal terminal, Path folder, Path artifacts) {
    this.system = system;
    this.terminal = terminal;
    this.artifacts = artifacts;
    this.origins = DemoOrigins.create(folder.resolve("origins"));
  }

  /// What the run was, and what it released.
  public record Result(String runId, List<Release> releases) {}

  /// @throws IllegalStateException saying what is missing, if the train did not arrive
  public Result run() throws IOException, InterruptedException {
    String runId = depart();
    say("");
    JsonNode run = new RunWatcher(new Api(system.coordinator()), terminal).watch(runId);
    say("");
    return new Result(runId, arrived(run));
  }

  /// Pushes the change and sends the webhook.
  ///
  /// @return the run it started
  public String depart() throws IOException, InterruptedException {
    register();
    say("Pushing a change to core-lib, and sending the webhook a Git host would send");
    DemoOrigins.Push push = origins.pushChange();
    String delivery =
        new PushWebhook(system.coordinator(), system.webhookSecret())
            .send(DemoRepository.CORE_LIB.repo(), origins.of(DemoRepository.CORE_LIB).url(), push);
    String runId = awaitRun(new Api(system.coordinator()), delivery);
    say("The push started " + runId);
    return runId;
  }

  /// What a run that ended has released, by what the origins and the artifact repository hold.
  ///
  /// @throws IllegalStateException saying what is missing, if the train did not arrive
  public List<Release> arrived(JsonNode run) {
    if (!run.path("status").asText().equals("completed")) {
      throw new IllegalStateException(
          "Expected the run to complete, but it is "
              + run.path("status").asText()
              + ": "
              + run.path("reason").asText(""));
    }
    return new Arrival(origins, artifacts).check(run);
  }

  private void register() {
    say("Registering four repositories with the graph service");
    Api graph = new Api(system.graph());
    for (DemoRepository repository : DemoRepository.ALL) {
      var body =
          Api.JSON
              .createObjectNode()
              .put("repo", repository.repo())
              .put("url", origins.of(repository).url());
      graph.post("/api/v1/repositories", body, Map.of());
    }
  }

  private static String awaitRun(Api coordinator, String delivery) throws InterruptedException {
    Instant limit = Instant.now().plus(TRIGGER_LIMIT);
    while (Instant.now().isBefore(limit)) {
      for (JsonNode trigger : coordinator.get("/api/v1/triggers").path("triggers")) {
        if (trigger.path("deliveryId").asText().endsWith(delivery)) {
          String outcome = trigger.path("outcome").asText("");
          if (outcome.equals("started")) {
            return trigger.path("runs").path(0).asText();
          }
          if (List.of("ignored", "rejected", "refused").contains(outcome)) {
            throw new IllegalStateException(
                "Expected the push to start a run, but it was %s: %s %s"
                    .formatted(
                        outcome, trigger.path("reason").asText(""), trigger.path("problems")));
          }
        }
      }
      // What becomes of a delivery has no stream, and no run to watch before it is known.
      Thread.sleep(PAUSE);
    }
    throw new IllegalStateException(
        "Expected the push to start a run within %d s, but it did not. See the logs of the graph and"
                .formatted(TRIGGER_LIMIT.toSeconds())
            + " coordinator services.");
  }

  private void say(String line) {
    terminal.out().println(line);
  }
}
