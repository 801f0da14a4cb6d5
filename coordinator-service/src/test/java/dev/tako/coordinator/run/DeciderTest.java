package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion;
import dev.tako.contract.Control;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.Phase;
import dev.tako.contract.RunCommand;
import dev.tako.contract.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
  private static final String PUSHED = "b".repeat(40);

  /// core-lib's build is reacted to by lib-a and lib-b; release travels to both and then, once, to
  /// bom.
  private static Org train() {
    return new Org()
        .repo(
            "core-lib",
            """
            dependents: [{ repo: acme/lib-a }, { repo: acme/lib-b }]
            workflows:
              release:
                on: [exec]
                inputs: { level: { type: string, default: patch } }
                steps:
                  - id: compile
                    run: make
                  - id: publish
                    run: make publish
                    produces:
                      outputs: { version: from_stdout }
                      events: [{ type: library_published, schema_version: 1.0.0, payload: { version: "{{ .outputs.version }}" } }]
                  - id: tag
                    run: git tag v{{ .steps.publish.version }}
            """)
        .repo("lib-a", library())
        .repo("lib-b", library())
        .repo(
            "bom",
            """
            workflows:
              release: { on: [exec], steps: [{ id: assemble, run: make }] }
            """);
  }

  private static String library() {
    return """
    dependents: [{ repo: acme/bom }]
    subscriptions:
      - artifact: acme/core-lib:default
        events: [library_published]
        workflow: update
        inputs: { version: "{{ .event.payload.version }}" }
    workflows:
      update:
        on: [exec]
        inputs: { version: { type: string, required: true } }
        steps: [{ id: edit, run: edit }]
      release: { on: [exec], steps: [{ id: assemble, run: make }] }
    """;
  }

  @Test
  void steps_that_nobody_can_wait_for_are_one_job() {
    // When
    World world = World.started(train(), "core-lib", "release");

    // Then
    assertThat(world.out()).containsExactly("core-lib release [compile, publish]");
    assertThat(world.state().phase()).isEqualTo(Phase.EXECUTING_STEPS);
    assertThat(world.status("bom", "release")).isEqualTo(Status.PENDING);
  }

  @Test
  void a_step_waits_until_every_reaction_to_its_event_has_ended() {
    // Given
    World world = World.started(train(), "core-lib", "release");

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
  void the_workflow_travels_to_dependents_in_parallel_and_once_to_one_with_two_parents() {
    // Given
    World world = World.started(train(), "core-lib", "release");
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
  void a_failed_reaction_fails_the_step_that_waits_for_it_and_says_where_and_why() {
    // Given
    World world = World.started(train(), "core-lib", "release");
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
  void a_dependent_is_skipped_only_after_all_its_parents_have_ended() {
    // Given
    World world = World.started(train(), "core-lib", "release");
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
  void a_subscription_that_does_not_match_says_which_condition_and_which_value() {
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
                        with: { event_type: api_published, schema_version: 1.4.0, payload: { service: search } }
                """)
            .repo(
                "billing",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, filters: ["event.payload.service == 'billing'"] }
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, schema_version: "^2.0.0" }
                  - { artifact: "acme/source:default", events: [api_removed], workflow: react }
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, filters: ["event.payload.nothing > 1"] }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);

    // When
    World world = World.started(org, "source", "release");

    // Then
    List<String> reasons =
        world.emitted("api_published").considered().stream().map(Considered::reason).toList();
    assertThat(reasons.get(0)).contains("event.payload.service").contains("search");
    assertThat(reasons.get(1)).contains("^2.0.0").contains("1.4.0");
    assertThat(reasons.get(2)).contains("api_removed").contains("api_published");
    assertThat(reasons.get(3)).contains("could not be evaluated");
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
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

  @Test
  void a_duplicate_report_changes_nothing() {
    // Given
    World world = World.started(train(), "core-lib", "release");
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
  void a_job_whose_lease_ran_out_goes_to_another_and_the_old_runner_is_refused() {
    // Given
    World world = World.started(train(), "core-lib", "release");
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
    World world = World.started(train(), "core-lib", "release");
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
    World world = World.started(train(), "core-lib", "release");
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
    World world = World.started(train(), "core-lib", "release");

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

  @Test
  void inputs_that_cannot_be_mapped_fail_that_reaction_and_no_other() {
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
                        with: { event_type: api_published, schema_version: 1.0.0, payload: { count: many } }
                """)
            .repo(
                "strict",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, inputs: { count: "{{ .event.payload.count }}" } }
                workflows:
                  react:
                    on: [exec]
                    inputs: { count: { type: number, required: true } }
                    steps: [{ id: only, run: make }]
                """)
            .repo(
                "easy",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);
    World world = World.started(org, "source", "release");

    // When
    world.completes("easy", "react");

    // Then
    assertThat(world.status("easy", "react")).isEqualTo(Status.COMPLETED);
    assertThat(world.status("strict", "react")).isEqualTo(Status.FAILED);
    assertThat(world.state().reason()).contains("acme/strict:main").contains("count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { type: number }                              | many  | input 'value' must be a number, found 'many'
          { type: number, validation: { min: 2 } }      | 1     | input 'value' must be at least 2, found '1'
          { type: number, validation: { max: 2 } }      | 3     | input 'value' must be at most 2, found '3'
          { type: boolean }                             | maybe | input 'value' must be a boolean, found 'maybe'
          { validation: { enum: [major, minor] } }      | huge  | input 'value' must be one of major, minor, found 'huge'
          { validation: { pattern: "^v[0-9]+$" } }      | 1     | input 'value' must match ^v[0-9]+$, found '1'
          """)
  void a_value_mapped_from_an_event_is_held_to_every_rule(
      String input, String value, String problem) {
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
                        with: { event_type: api_published, payload: { value: "%s" } }
                """
                    .formatted(value))
            .repo(
                "strict",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, inputs: { value: "{{ .event.payload.value }}" } }
                workflows:
                  react:
                    on: [exec]
                    inputs: { value: %s }
                    steps: [make]
                """
                    .formatted(input));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.status("strict", "react")).isEqualTo(Status.FAILED);
    assertThat(world.out()).isEmpty();
    assertThat(world.state().reason()).contains(problem);
  }
}
