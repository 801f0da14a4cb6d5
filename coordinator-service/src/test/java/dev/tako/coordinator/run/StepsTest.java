package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.Phase;
import dev.tako.contract.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rules R2 and R3: steps in order, and the events they emit.
class StepsTest {
  @Test
  void steps_that_nobody_can_wait_for_are_one_job() {
    // When
    World world = World.started(Train.org(), "core-lib", "release");

    // Then
    assertThat(world.out()).containsExactly("core-lib release [compile, publish]");
    assertThat(world.state().phase()).isEqualTo(Phase.EXECUTING_STEPS);
    assertThat(world.status("bom", "release")).isEqualTo(Status.PENDING);
  }

  @Test
  void a_step_waits_until_every_reaction_to_its_event_has_ended() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");

    // When
    world.completes("core-lib", "release", Map.of("version", "1.2.0"), null);

    // Then
    assertThat(world.out()).containsExactly("lib-a update [edit]", "lib-b update [edit]");
    assertThat(world.job("lib-a", "update").inputs()).containsEntry("version", "1.2.0");
    assertThat(world.state().phase()).isEqualTo(Phase.WAITING_FOR_SUBSCRIBERS);

    // When
    world.completes("lib-b", "update");

    // Then
    assertThat(world.out()).containsExactly("lib-a update [edit]");

    // When
    world.completes("lib-a", "update");

    // Then
    assertThat(world.out()).containsExactly("core-lib release [tag]");
    RunSteps tag = world.job("core-lib", "release");
    assertThat(tag.stepOutputs()).containsEntry("publish", Map.of("version", "1.2.0"));
    assertThat(tag.workspace()).isEqualTo(World.RUN + ".1.j1-1");
    assertThat(tag.last()).isTrue();
  }

  @Test
  void a_step_that_matches_nothing_emits_nothing_and_a_build_step_emits_build_completed() {
    // Given
    Org org =
        new Org()
            .repo(
                "app",
                """
                workflows:
                  ci:
                    on: [exec]
                    steps: [{ id: build, run: make }, { id: latest, run: echo hi }]
                """);
    World world = World.started(org, "app", "ci");

    // When
    world.completes("app", "ci");

    // Then
    assertThat(world.events()).extracting(e -> e.type()).containsExactly("build_completed");
  }
}
