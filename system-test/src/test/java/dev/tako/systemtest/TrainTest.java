package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Terminal;
import dev.tako.dev.Component;
import dev.tako.dev.demo.Release;
import dev.tako.dev.demo.ReleaseTrain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The demo's release train, undisturbed and with its services killed under it.
class TrainTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Tako tako;
  private ReleaseTrain train;

  TrainTest() {
    Path artifacts = Path.of(System.getProperty("java.io.tmpdir"), "train-" + Tako.delivery());
    tako =
        Tako.start(
            Map.of(
                "ARTIFACT_REPOSITORY", artifacts.toString(),
                "GIT_AUTHOR_NAME", "Train",
                "GIT_AUTHOR_EMAIL", "train@example.org",
                "GIT_COMMITTER_NAME", "Train",
                "GIT_COMMITTER_EMAIL", "train@example.org"));
    train =
        new ReleaseTrain(
            tako.system, Terminal.plain(System.out), tako.folder.resolve("demo"), artifacts);
  }

  @BeforeEach
  void git_is_there() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        dev.tako.dev.Programs.find("git").isPresent(), "the train's steps commit with git");
  }

  @AfterEach
  void stop() {
    tako.system.stop();
  }

  @Test
  void a_push_becomes_a_finished_release_train() throws IOException, InterruptedException {
    // When
    String run = train.depart();

    // Then
    JsonNode tree = tako.ended(run, LIMIT);
    assertThat(train.arrived(tree)).extracting(Release::repo).hasSize(4);
    everythingHappenedOnce(tree);
  }

  @Test
  void a_train_whose_services_are_killed_one_after_the_other_arrives_all_the_same()
      throws IOException, InterruptedException {
    // When
    String run = train.depart();
    when(run, execution -> is(execution, "core-lib", "release", "running"));
    killAndRestart(Component.COORDINATOR);
    when(run, execution -> is(execution, "lib-a", "update_dependency", "running"));
    killAndRestart(Component.RUNNER);
    when(run, execution -> is(execution, "lib-b", "release", "running"));
    killAndRestart(Component.GRAPH);
    when(run, execution -> is(execution, "java-bom", "release", "running"));
    tako.system.killAll();
    tako.system.startMissing();

    // Then
    JsonNode tree = tako.ended(run, LIMIT);
    assertThat(train.arrived(tree)).extracting(Release::repo).hasSize(4);
    everythingHappenedOnce(tree);
  }

  private void killAndRestart(Component component) {
    tako.system.kill(component);
    tako.system.startMissing();
  }

  private void when(String run, Predicate<JsonNode> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          JsonNode tree = tako.tree(run);
          for (JsonNode execution : tree.path("executions")) {
            if (condition.test(execution)) {
              return true;
            }
          }
          if (!tree.path("endedAt").asText("").isEmpty()) {
            throw new AssertionError("The run ended too early:\n" + tako.history(run));
          }
          return false;
        });
  }

  private static boolean is(JsonNode execution, String repo, String workflow, String status) {
    boolean reached =
        execution.path("status").asText().equals(status)
            || execution.path("status").asText().equals("completed");
    return execution.path("repo").asText().equals("acme/" + repo + ":main")
        && execution.path("workflow").asText().equals(workflow)
        && reached;
  }

  private void everythingHappenedOnce(JsonNode tree) {
    assertThat(Tako.statuses(tree))
        .isEqualTo(
            Map.of(
                "acme/core-lib release", List.of("completed"),
                "acme/lib-a update_dependency", List.of("completed"),
                "acme/lib-b update_dependency", List.of("completed"),
                "acme/lib-a release", List.of("completed"),
                "acme/lib-b release", List.of("completed"),
                "acme/java-bom update_dependency", List.of("completed", "completed"),
                "acme/java-bom release", List.of("completed")));
    Set<String> ids = new HashSet<>();
    int reactions = 0;
    for (JsonNode event : tako.events(tree.path("id").asText())) {
      assertThat(ids.add(event.path("id").asText())).isTrue();
      for (JsonNode subscription : event.path("subscriptions")) {
        if (subscription.path("matched").asBoolean()) {
          reactions++;
        }
      }
    }
    assertThat(reactions).isEqualTo(4);
  }
}
