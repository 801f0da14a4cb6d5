package dev.tako.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {
  @TempDir Path folder;

  @Test
  void a_reused_process_id_is_another_process() throws Exception {
    // Given
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessId real = ProcessId.of(process.toHandle());
    ProcessId before = new ProcessId(real.pid(), real.startedAt().minusSeconds(60));

    // When
    before.kill();

    // Then
    assertThat(before.isAlive()).isFalse();
    assertThat(real.isAlive()).isTrue();
    real.kill();
    assertThat(real.isAlive()).isFalse();
  }

  @Test
  void a_process_that_ignores_the_polite_signal_is_killed() {
    // Given
    Path log = folder.resolve("stubborn.log");
    ChildProcess child =
        ChildProcess.launch(
            "stubborn",
            List.of("sh", "-c", "trap '' TERM; echo here; while :; do sleep 1; done"),
            Map.of(),
            log);
    child.awaitLine("here"::equals, Duration.ofSeconds(10));

    // When
    boolean orderly = child.id().stop(Duration.ofMillis(200));

    // Then
    assertThat(orderly).isFalse();
    assertThat(child.id().isAlive()).isFalse();
  }

  @Test
  void a_child_that_dies_is_reported_with_the_end_of_its_log() {
    // Given
    ChildProcess child =
        ChildProcess.launch(
            "short-lived",
            List.of("sh", "-c", "seq 1 30; exit 3"),
            Map.of(),
            folder.resolve("short-lived.log"));

    // Then
    assertThatThrownBy(() -> child.await(() -> false, Duration.ofSeconds(10)))
        .hasMessageContaining("short-lived ended while it started")
        .hasMessageContaining("\n  11\n")
        .hasMessageContaining("\n  30")
        .hasMessageNotContaining("\n  10\n");
  }

  @Test
  void starting_again_ends_the_one_that_was_left_behind() {
    // Given
    Path log = folder.resolve("service.log");
    ProcessId left = ChildProcess.launch("a", List.of("sleep", "60"), Map.of(), log).id();

    // When
    ProcessId next = ChildProcess.launch("a", List.of("sleep", "60"), Map.of(), log).id();

    // Then
    assertThat(left.isAlive()).isFalse();
    assertThat(next.isAlive()).isTrue();
    LeftBehind.endAll(folder);
    Awaitility.await().until(() -> !next.isAlive());
    assertThat(Files.exists(log)).isTrue();
  }
}
