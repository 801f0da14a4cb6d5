package dev.tako.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Phase;
import dev.tako.contract.RunId;
import dev.tako.contract.RunLifecycle.RunChanged;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunChangesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00Z");
  private static final RunChanged CHANGE =
      new RunChanged(
          RunId.of(AT, 1),
          RepositoryRef.parse("acme/core:main"),
          "release",
          Status.RUNNING,
          Phase.EXECUTING_STEPS,
          null,
          AT);

  @Test
  void a_watcher_that_falls_too_far_behind_is_closed_and_sees_no_gap() throws Exception {
    // Given
    AtomicInteger forgotten = new AtomicInteger();
    RunChanges changes = new RunChanges(forgotten::incrementAndGet);
    int offered = 0;

    // When
    while (changes.isOpen() && offered < 1_000_000) {
      changes.offer(CHANGE);
      offered++;
    }

    // Then
    assertThat(changes.isOpen()).isFalse();
    assertThat(forgotten).hasValue(1);
    int seen = 0;
    while (changes.poll(Duration.ZERO) != null) {
      seen++;
    }
    assertThat(seen).isEqualTo(offered - 1);
  }
}
