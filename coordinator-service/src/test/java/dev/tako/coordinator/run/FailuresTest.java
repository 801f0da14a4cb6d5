package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rule R8: what a failure does, and where it is told.
class FailuresTest {
  @Test
  void a_failed_reaction_fails_the_step_that_waits_for_it_and_says_where_and_why() {
    // Given
    World world = World.started(Train.org(), "core-lib", "release");
    world.completes("core-lib", "release", Map.of("version", "1.2.0"), null);

    // When
    world.fails("lib-a", "update", 3, "cannot edit", "no such file");

    // Then
    assertThat(world.out()).as("siblings finish").containsExactly("lib-b update [edit]");

    // When
    world.completes("lib-b", "update");

    // Then
    Execution root = world.executions("core-lib", "release").getFirst();
    assertThat(root.status()).isEqualTo(Status.FAILED);
    assertThat(root.step(1).status()).isEqualTo(Status.FAILED);
    assertThat(root.step(1).failures())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.repo()).isEqualTo(Org.ref("lib-a"));
          assertThat(failure.stepId()).isEqualTo("edit");
          assertThat(failure.exitCode()).isEqualTo(3);
          assertThat(failure.lastLines()).containsExactly("cannot edit", "no such file");
        });
    assertThat(world.status("lib-a", "release")).isEqualTo(Status.SKIPPED);
    assertThat(world.status("bom", "release")).isEqualTo(Status.SKIPPED);
    assertThat(world.state().status()).isEqualTo(Status.FAILED);
    assertThat(world.state().reason()).contains("acme/lib-a:main update, step edit: exit code 3");
  }

  @Test
  void on_failure_commands_run_after_failed_reactions_before_the_execution_fails() {
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
                      - id: build
                        run: make
                        on_failure: [./undo.sh, ./tell.sh]
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
    world.fails("sink", "react", 1);

    // Then
    assertThat(world.out())
        .containsExactly("source release [build.on_failure.1, build.on_failure.2]");
    assertThat(world.job("source", "release").workspace()).isEqualTo(World.RUN + ".1.j1-1");

    // When
    world.completes("source", "release");

    // Then
    assertThat(world.status("source", "release")).isEqualTo(Status.FAILED);
    assertThat(world.state().status()).isEqualTo(Status.FAILED);
  }

  @Test
  void continue_on_error_lets_the_next_step_run() {
    // Given
    Org org =
        new Org()
            .repo(
                "app",
                """
                workflows:
                  ci:
                    on: [exec]
                    steps: [{ id: flaky, run: make, continue_on_error: true }]
                """);
    World world = World.started(org, "app", "ci");

    // When
    world.fails("app", "ci", 1);

    // Then
    assertThat(world.executions("app", "ci").getFirst().step(0).status()).isEqualTo(Status.FAILED);
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
  }
}
