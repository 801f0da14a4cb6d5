package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Control;
import dev.tako.contract.RunCommand;
import dev.tako.contract.Status;
import org.junit.jupiter.api.Test;

/// Rule R12: cancels and timeouts reach everything.
class CancelTest {
  @Test
  void a_workflow_that_takes_longer_than_its_timeout_is_timed_out_with_its_reactions() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release: { on: [exec], timeout: 10m, steps: [{ id: build, run: make }] }
                """)
            .repo(
                "sink",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [build_completed], workflow: react }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);
    World world = World.started(org, "source", "release");
    world.completes("source", "release");

    // When
    world.when(new RunCommand.TimerFired(World.RUN, "workflow/" + World.RUN + ".1", world.tick()));

    // Then
    assertThat(world.status("source", "release")).isEqualTo(Status.TIMED_OUT);
    assertThat(world.status("sink", "react")).isEqualTo(Status.CANCELLED);
    assertThat(world.state().status()).isEqualTo(Status.FAILED);
    assertThat(world.state().reason()).contains("10m");
    assertThat(world.timers).isEmpty();
  }

  @Test
  void a_cancelled_run_ends_everything_in_it_and_says_who_and_why() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");

    // When
    world.when(new RunCommand.CancelRun(World.RUN, "ada", "wrong branch", world.tick()));

    // Then
    assertThat(world.state().status()).isEqualTo(Status.CANCELLED);
    assertThat(world.state().reason()).isEqualTo("cancelled by ada: wrong branch");
    assertThat(world.state().executions().values()).allMatch(Execution::hasEnded);
    assertThat(world.effects)
        .anyMatch(
            e -> e instanceof Effect.Tell(Control control) && control instanceof Control.CancelJob);
  }
}
