package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MisbehavingStepTest {

  @Test
  void a_step_that_takes_too_long_is_ended_with_everything_it_started() {
    // Given
    String seconds = seconds();

    // When
    JsonNode step =
        run(
            "late",
            "{ id: hang, run: \"sleep " + seconds + " & sleep " + seconds + "\", timeout: 1s }");

    // Then
    assertThat(step.path("status").asText()).isEqualTo("timed_out");
    nothingLeft(seconds);
  }

  @Test
  void a_step_that_prints_a_gigabyte_fails_and_says_so() {
    // When
    JsonNode step = run("loud", "{ id: shout, run: \"yes | head -c 1000000000\" }");

    // Then
    assertThat(step.path("status").asText()).isEqualTo("failed");
    assertThat(step.path("reason").asText()).contains("printed more than");
  }

  @Test
  void a_step_that_leaves_a_process_behind_fails_and_the_process_is_ended() {
    // Given
    String seconds = seconds();

    // When
    JsonNode step =
        run("messy", "{ id: leave, run: \"setsid sleep " + seconds + " > /dev/null 2>&1 &\" }");

    // Then
    assertThat(step.path("status").asText()).isEqualTo("failed");
    assertThat(step.path("reason").asText()).contains("sleep " + seconds);
    nothingLeft(seconds);
  }

  private static JsonNode run(String name, String step) {
    Tako tako = Tako.shared();
    tako.repository(
        "misbehaving/" + name, "workflows:\n  ci: { on: [exec], steps: [" + step + "] }\n");
    JsonNode tree = tako.ended(tako.coordinator().start("misbehaving/" + name, "ci", Map.of()));
    assertThat(tree.path("status").asText()).as(tree.toPrettyString()).isEqualTo("failed");
    return Tako.execution(tree, "misbehaving/" + name, "ci").path("steps").path(0);
  }

  /// A sleep that no other process sleeps.
  private static String seconds() {
    return "7" + (System.nanoTime() % 1_000_000_000);
  }

  private static void nothingLeft(String seconds) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            ProcessHandle.allProcesses()
                .noneMatch(process ->
                    process.info().commandLine().orElse("").contains("sleep " + seconds)));
  }
}
