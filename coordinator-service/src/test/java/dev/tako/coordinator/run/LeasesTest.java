package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Control;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.RunCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rules R10 and R11: runners that are not heard of, and those that are too late.
class LeasesTest {
  @Test
  void a_job_whose_lease_ran_out_goes_to_another_and_the_old_runner_is_refused() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    RunSteps job = world.job("core-lib", "release");
    world.starts(job, "runner-1/a");
    world.when(world.completed(job, "runner-1/a", "compile", Map.of("a", "1"), null));

    // When
    world.when(new RunCommand.TimerFired(World.RUN, "lease/" + job.jobId() + "/1", world.tick()));

    // Then
    RunSteps again = world.job("core-lib", "release");
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.completed()).containsExactly("compile");
    assertThat(world.last().effects())
        .anySatisfy(effect ->
            assertThat(effect)
                .isInstanceOfSatisfying(
                    Effect.Tell.class,
                    tell ->
                        assertThat(tell.control())
                            .isInstanceOfSatisfying(
                                Control.CancelJob.class,
                                cancel -> assertThat(cancel.runner()).isEqualTo("runner-1/a"))));

    // When
    Decision late = world.when(world.completed(job, "runner-1/a", "publish", Map.of(), null));

    // Then
    assertThat(late.ignored()).contains("epoch 2").contains("epoch 1");
  }

  @Test
  void a_job_that_nobody_takes_is_put_in_the_queue_again_in_the_same_epoch() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    RunSteps job = world.job("core-lib", "release");

    // When
    world.when(new RunCommand.TimerFired(World.RUN, "lease/" + job.jobId() + "/1", world.tick()));

    // Then
    assertThat(world.last().effects())
        .contains(new Effect.HandOut(job))
        .contains(new Effect.SetTimer("lease/" + job.jobId() + "/1", Leases.UNCLAIMED));
  }

  @Test
  void a_second_runner_that_starts_the_same_job_is_told_to_stop() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    RunSteps job = world.job("core-lib", "release");
    world.starts(job, "runner-1/a");

    // When
    world.starts(job, "runner-2/b");

    // Then
    assertThat(world.last().ignored()).contains("runner-1/a").contains("runner-2/b");
    assertThat(world.last().effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Tell.class,
            tell ->
                assertThat(((Control.CancelJob) tell.control()).runner()).isEqualTo("runner-2/b"));
  }
}
