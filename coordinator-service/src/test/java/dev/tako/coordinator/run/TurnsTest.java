package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rule R5: one at a time, and each event and subscription once.
class TurnsTest {
  @Test
  void a_repository_runs_a_workflow_once_at_a_time_first_in_first_out() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    on: [exec]
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: first_done, schema_version: 1.0.0, wait_for_children: false }
                      - uses: tako/fan-out@v1
                        with: { event_type: second_done, schema_version: 1.0.0, wait_for_children: false }
                """)
            .repo(
                "sink",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [first_done, second_done], workflow: react }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.out()).containsExactly("sink react [only]");
    assertThat(world.executions("sink", "react"))
        .extracting(Execution::status)
        .containsExactly(Status.RUNNING, Status.QUEUED);

    // When
    world.completes("sink", "react").completes("sink", "react");

    // Then
    assertThat(world.executions("sink", "react"))
        .extracting(Execution::status)
        .containsExactly(Status.COMPLETED, Status.COMPLETED);
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_duplicate_report_changes_nothing() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    RunSteps job = world.job("core-lib", "release");
    world.starts(job, "runner-1/a");
    Completion fact = world.completed(job, "runner-1/a", "compile", Map.of(), null);
    world.when(fact);
    RunState before = world.state();

    // When
    Decision again = world.when(fact);

    // Then
    assertThat(again.effects()).isEmpty();
    assertThat(again.state()).isEqualTo(before);
  }

  @Test
  void a_report_of_a_step_that_comes_again_names_the_events_it_does_not_emit_twice() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    RunSteps job = world.job("core-lib", "release");
    world.completes("core-lib", "release", Map.of("version", "1.2.0"), null);
    Completion published =
        world.completed(job, "runner-1/a", "publish", Map.of("version", "1.2.0"), null);

    // When
    Decision again = world.when(published);

    // Then
    assertThat(again.ignored()).isEqualTo("job " + job.jobId() + " is over");
    assertThat(again.repeated()).containsExactly(World.RUN + ".1/publish/library_published");
    assertThat(world.executions("lib-a", "update")).hasSize(1);
  }

  @Test
  void a_report_of_a_step_amid_a_job_that_comes_again_is_ignored_too() {
    // Given
    Org org =
        new Org()
            .repo(
                "app",
                "workflows: { ci: { on: [exec], steps: [{ id: build, run: a }, { id: pack, run: b }] } }");
    World world = World.started(org, "app", "ci");
    RunSteps job = world.job("app", "ci");
    world.starts(job, "runner-1/a");
    Completion built = world.completed(job, "runner-1/a", "build", Map.of(), null);
    world.when(built);

    // When
    Decision again = world.when(built);

    // Then
    assertThat(again.ignored()).isEqualTo("it was reported before");
    assertThat(again.repeated()).containsExactly(World.RUN + ".1/build/build_completed");
  }
}
