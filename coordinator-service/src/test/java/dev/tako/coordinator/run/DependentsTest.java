package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Phase;
import dev.tako.contract.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rules R6 and R7: the workflow travels to dependents, once to each.
class DependentsTest {
  private static final String PUSHED = "b".repeat(40);

  @Test
  void the_workflow_travels_to_dependents_in_parallel_and_once_to_one_with_two_parents() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    world.completes("core-lib", "release", Map.of("version", "1.2.0"), null);
    world.completes("lib-a", "update", Map.of(), PUSHED).completes("lib-b", "update");

    // When
    world.completes("core-lib", "release");

    // Then
    assertThat(world.out()).containsExactly("lib-a release [assemble]", "lib-b release [assemble]");
    assertThat(world.state().phase()).isEqualTo(Phase.TRIGGERING_DEPENDENTS);
    assertThat(world.job("lib-a", "release").commit())
        .as("it starts from what its update pushed")
        .isEqualTo(PUSHED);
    assertThat(world.job("lib-b", "release").commit()).isEqualTo(Org.commit("lib-b"));

    // When
    world.completes("lib-a", "release");

    // Then
    assertThat(world.out()).containsExactly("lib-b release [assemble]");

    // When
    world.completes("lib-b", "release").completes("bom", "release");

    // Then
    assertThat(world.executions("bom", "release")).hasSize(1);
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
    assertThat(world.timers).isEmpty();
  }

  @Test
  void a_dependent_is_skipped_only_after_all_its_parents_have_ended() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    world.completes("core-lib", "release", Map.of("version", "1.2.0"), null);
    world.completes("lib-a", "update").completes("lib-b", "update");
    world.completes("core-lib", "release");

    // When
    world.fails("lib-a", "release", 1);

    // Then
    assertThat(world.status("bom", "release")).isEqualTo(Status.PENDING);

    // When
    world.completes("lib-b", "release");

    // Then
    Execution bom = world.executions("bom", "release").getFirst();
    assertThat(bom.state())
        .isEqualTo(
            new ExecutionState.Ended(
                Status.SKIPPED, "parent acme/lib-a:main did not complete (failed)"));
  }
}
