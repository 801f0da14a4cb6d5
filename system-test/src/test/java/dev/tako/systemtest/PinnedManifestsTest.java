package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.dev.Component;
import dev.tako.dev.git.GitOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A run under way keeps the manifests it was planned with, whatever is pushed and whoever starts
/// anew.
class PinnedManifestsTest {
  private final Tako tako = Tako.start(Map.of());
  private final Path gate = tako.folder.resolve("gate");

  @AfterEach
  void stop() {
    tako.system.stop();
  }

  private static String listening(String workflow) {
    return """
    subscriptions: [{ artifact: "pinned/core:default", events: [core_built], workflow: %s }]
    workflows: { %s: { steps: [echo heard] } }
    """
        .formatted(workflow, workflow);
  }

  @Test
  void a_run_goes_on_with_its_manifests_when_others_are_pushed_and_the_coordinator_starts_anew()
      throws IOException {
    // Given
    GitOrigin lib = tako.repository("pinned/lib", listening("before"));
    tako.repository(
        "pinned/core",
        """
        workflows:
          release:
            on: [exec]
            steps:
              - id: build
                run: until [ -e '%s' ]; do sleep 0.1; done
                produces: { events: [{ type: core_built }] }
        """
            .formatted(gate));
    String planned = lib.head(GitOrigin.MAIN);
    String run = tako.coordinator().start("pinned/core", "release", Map.of());
    await().atMost(Duration.ofSeconds(60)).until(() -> step(tako.tree(run)).equals("running"));

    // When
    lib.push(
        GitOrigin.MAIN, "Another", Map.of("tako.yml", "version: \"1\"\n" + listening("after")));
    tako.graph().post("/api/v1/repositories/pinned/lib/sync", Map.of());
    tako.system.kill(Component.GRAPH);
    tako.system.kill(Component.COORDINATOR);
    tako.system.startMissing();
    Files.createFile(gate);

    // Then
    JsonNode tree = tako.ended(run);
    assertThat(Tako.statuses(tree))
        .isEqualTo(
            Map.of(
                "pinned/core release", List.of("completed"),
                "pinned/lib before", List.of("completed")));
    assertThat(Tako.execution(tree, "pinned/lib", "before").path("commit").asText())
        .isEqualTo(planned);
    JsonNode next = tako.ended(tako.coordinator().start("pinned/core", "release", Map.of()));
    assertThat(Tako.statuses(next)).containsKey("pinned/lib after");
  }

  private static String step(JsonNode tree) {
    return Tako.execution(tree, "pinned/core", "release")
        .path("steps")
        .path(0)
        .path("status")
        .asText();
  }
}
