package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunLifecycle.ExecutionChanged;
import dev.tako.contract.Status;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `concurrency_limit` of a fan-out: how many of its reactions run at once.
class ConcurrencyLimitTest {

  /// One event, `sinks` repositories that react to it with one step.
  private static Org fanOut(String with, int sinks) {
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    on: [exec]
                    steps:
                      - { id: all, uses: tako/fan-out@v1, with: { event_type: rolled_out, %s } }
                      - { id: after, run: make }
                """
                    .formatted(with));
    for (int i = 1; i <= sinks; i++) {
      org.repo("sink-" + i, sink("react"));
    }
    return org;
  }

  private static String sink(String... workflows) {
    StringBuilder manifest = new StringBuilder("subscriptions:\n");
    for (String workflow : workflows) {
      manifest.append(
          "  - { artifact: 'acme/source:default', events: [rolled_out], workflow: %s }\n"
              .formatted(workflow));
    }
    manifest.append("workflows:\n");
    for (String workflow : new TreeSet<>(List.of(workflows))) {
      manifest.append(
          "  %s: { on: [exec], steps: [{ id: only, run: make }] }\n".formatted(workflow));
    }
    return manifest.toString();
  }

  private static List<Status> statuses(World world) {
    return world.state().executions().values().stream()
        .filter(e -> e.cause() instanceof Cause.Reaction)
        .sorted(java.util.Comparator.comparing(Execution::id))
        .map(Execution::status)
        .toList();
  }

  @Test
  void no_more_reactions_run_at_once_than_the_limit_and_the_rest_follow_in_order() {
    // When
    World world = World.started(fanOut("concurrency_limit: 2", 4), "source", "release");

    // Then
    assertThat(world.out()).containsExactly("sink-1 react [only]", "sink-2 react [only]");
    assertThat(statuses(world))
        .containsExactly(Status.RUNNING, Status.RUNNING, Status.QUEUED, Status.QUEUED);

    // When
    world.completes("sink-2", "react");

    // Then
    assertThat(world.out()).containsExactly("sink-1 react [only]", "sink-3 react [only]");

    // When
    world.completes("sink-1", "react").completes("sink-3", "react").completes("sink-4", "react");

    // Then
    assertThat(world.out()).containsExactly("source release [after]");
    assertThat(world.state().queues()).isEqualTo(Queues.EMPTY.taking(turnOfTheRoot(world), root()));
  }

  private static Queues.Turn turnOfTheRoot(World world) {
    return Queues.Turn.of(world.execution(root()));
  }

  private static ExecutionId root() {
    return ExecutionId.of(World.RUN, 1);
  }

  @Test
  void a_reaction_that_failed_gives_its_place_to_the_next() {
    // Given
    World world = World.started(fanOut("concurrency_limit: 1", 2), "source", "release");

    // When
    world.fails("sink-1", "react", 1);

    // Then
    assertThat(world.out()).containsExactly("sink-2 react [only]");

    // When
    world.completes("sink-2", "react");

    // Then
    assertThat(world.status("source", "release")).isEqualTo(Status.FAILED);
  }

  @Test
  void failures_that_the_fan_out_tolerates_do_not_stop_those_that_are_held() {
    // Given
    World world =
        World.started(
            fanOut("concurrency_limit: 1, on_child_failure: continue", 2), "source", "release");

    // When
    world.fails("sink-1", "react", 1).completes("sink-2", "react");

    // Then
    assertThat(world.out()).containsExactly("source release [after]");
  }

  @Test
  void a_report_that_comes_twice_lets_only_one_more_start() {
    // Given
    World world = World.started(fanOut("concurrency_limit: 1", 3), "source", "release");
    RunSteps job = world.job("sink-1", "react");
    world.completes("sink-1", "react");

    // When
    Decision again = world.when(world.facts.getLast());

    // Then
    assertThat(again.ignored()).contains(job.jobId().value());
    assertThat(world.out()).containsExactly("sink-2 react [only]");
  }

  @Test
  void a_reaction_that_waits_for_its_repositorys_turn_keeps_its_place() {
    // Given
    Org org = fanOut("concurrency_limit: 2", 0).repo("busy", sink("react", "react"));
    org.repo("free", sink("react"));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.out()).containsExactly("busy react [only]");
    assertThat(statuses(world)).containsExactly(Status.RUNNING, Status.QUEUED, Status.QUEUED);

    // When
    world.completes("busy", "react");

    // Then
    assertThat(world.out()).containsExactly("busy react [only]", "free react [only]");
  }

  @Test
  void a_step_that_does_not_wait_still_lets_its_reactions_run_one_after_the_other() {
    // Given
    World world =
        World.started(
            fanOut("concurrency_limit: 1, wait_for_children: false", 2), "source", "release");
    assertThat(world.out())
        .containsExactlyInAnyOrder("source release [after]", "sink-1 react [only]");

    // When
    world.completes("source", "release").completes("sink-1", "react");

    // Then
    assertThat(world.out()).containsExactly("sink-2 react [only]");

    // When
    world.completes("sink-2", "react");

    // Then
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void the_limit_counts_only_the_reactions_of_its_own_step() {
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
                      - { uses: tako/fan-out@v1, with: { event_type: rolled_out, concurrency_limit: 1, wait_for_children: false } }
                      - { uses: tako/fan-out@v1, with: { event_type: rolled_back, concurrency_limit: 1, wait_for_children: false } }
                """)
            .repo("one", sink("react"))
            .repo("two", sink("react").replace("rolled_out", "rolled_back"))
            .repo("three", sink("react").replace("rolled_out", "rolled_back"));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.out()).containsExactly("one react [only]", "two react [only]");
  }

  @Test
  void a_cancel_ends_those_that_are_held_and_starts_none_of_them() {
    // Given
    World world = World.started(fanOut("concurrency_limit: 1", 5), "source", "release");

    // When
    world.when(new RunCommand.CancelRun(World.RUN, "ada", null, world.tick()));

    // Then
    assertThat(statuses(world)).hasSize(5).containsOnly(Status.CANCELLED);
    assertThat(world.out()).isEmpty();
    assertThat(world.last().effects()).noneMatch(Effect.HandOut.class::isInstance);
    assertThat(world.state().queues()).isEqualTo(Queues.EMPTY);
  }

  @Test
  void a_cancel_starts_none_of_those_that_wait_for_a_turn() {
    // Given
    Org org = fanOut("wait_for_children: true", 0).repo("busy", sink("react", "react", "react"));
    World world = World.started(org, "source", "release");

    // When
    world.when(new RunCommand.CancelRun(World.RUN, "ada", null, world.tick()));

    // Then
    assertThat(statuses(world)).hasSize(3).containsOnly(Status.CANCELLED);
    assertThat(world.last().effects()).noneMatch(Effect.HandOut.class::isInstance);
    assertThat(world.state().queues()).isEqualTo(Queues.EMPTY);
  }

  @Test
  void a_fan_out_that_timed_out_ends_those_that_are_held_too() {
    // Given
    World world =
        World.started(fanOut("concurrency_limit: 1, timeout: 1h", 3), "source", "release");

    // When
    world.when(new RunCommand.TimerFired(World.RUN, Timers.fanOut(root(), 0), world.tick()));

    // Then
    assertThat(statuses(world)).hasSize(3).containsOnly(Status.CANCELLED);
    assertThat(world.execution(root()).step(0).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(world.execution(root()).step(0).reason()).contains("3 of the reactions");
    assertThat(world.state().endedAt()).isNotNull();
    assertThat(world.timers).isEmpty();
  }

  @Test
  void a_runner_that_was_given_up_does_not_free_a_place() {
    // Given
    World world = World.started(fanOut("concurrency_limit: 1", 2), "source", "release");
    RunSteps job = world.job("sink-1", "react");
    world.starts(job, "runner-1/a");

    // When
    world.when(new RunCommand.TimerFired(World.RUN, "lease/" + job.jobId() + "/1", world.tick()));

    // Then
    assertThat(world.out()).containsExactly("sink-1 react [only]");
  }

  @Test
  void each_of_those_held_is_announced_as_queued() {
    // When
    World world = World.started(fanOut("concurrency_limit: 1", 2), "source", "release");

    // Then
    Stream<Status> announced =
        world.effects.stream()
            .filter(Effect.Announce.class::isInstance)
            .map(effect -> ((Effect.Announce) effect).change())
            .filter(ExecutionChanged.class::isInstance)
            .map(ExecutionChanged.class::cast)
            .filter(change -> change.repo().equals(Org.ref("sink-2")))
            .map(ExecutionChanged::status);
    assertThat(announced).containsExactly(Status.PENDING, Status.QUEUED);
  }
}
