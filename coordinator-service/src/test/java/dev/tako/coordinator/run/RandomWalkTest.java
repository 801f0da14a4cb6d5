package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunFact;
import dev.tako.contract.Status;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.FanOutStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks a run with runners that work, fail, die, speak twice and speak late, with timeouts and a
/// cancel now and then, in any order the seed says.
class RandomWalkTest {
  private static final int MOST_FACTS = 5_000;

  static List<Long> seeds() {
    long first = Long.getLong("tako.seed", System.nanoTime());
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_run_ends_and_nothing_happens_twice(long seed) {
    // Given
    Random random = new Random(seed);
    World world = World.started(RandomOrg.draw(random), "r0", "release");
    Map<String, RunnerOf> runners = new HashMap<>();

    // When
    while (world.state().endedAt() == null) {
      assertThat(world.facts.size()).as("facts of seed %d", seed).isLessThan(MOST_FACTS);
      RunFact fact = next(random, world, runners);
      world.when(fact);
      oneAtATime(world);
      noMoreThanTheLimit(world);
      queuesAreWhatTheStatesSay(world);
      if (random.nextInt(4) == 0) {
        duplicateChangesNothing(world, fact);
      }
    }

    // Then
    assertThat(world.state().executions().values()).allMatch(Execution::hasEnded);
    assertThat(world.state().open()).isZero();
    assertThat(world.state().queues()).isEqualTo(Queues.EMPTY);
    assertThat(world.timers).isEmpty();
    eachEventOnce(world);
    terminalStatesAbsorb(world);
    replayGivesTheSameState(world);
  }

  /// A runner's place in a job.
  private record RunnerOf(RunSteps job, String name, int next, boolean started) {}

  private static RunFact next(Random random, World world, Map<String, RunnerOf> runners) {
    List<String> alarms =
        world.timers.stream().filter(timer -> !timer.startsWith(Timers.LEASE)).toList();
    if (!alarms.isEmpty() && random.nextInt(40) == 0) {
      return new RunCommand.TimerFired(
          World.RUN, alarms.get(random.nextInt(alarms.size())), world.tick());
    }
    if (random.nextInt(400) == 0) {
      return new RunCommand.CancelRun(World.RUN, "ada", null, world.tick());
    }
    List<RunSteps> out = world.jobs.values().stream().filter(world::isOut).toList();
    if (out.isEmpty()) {
      throw new AssertionError(
          "The run is stuck: "
              + world.state().executions().values().stream()
                  .sorted(java.util.Comparator.comparing(Execution::id))
                  .map(e ->
                      "%n%s %s %s %s %s"
                          .formatted(e.id(), e.repo(), e.workflow(), e.cause(), e.state()))
                  .toList()
              + "\nafter "
              + world.facts.getLast());
    }
    RunSteps job = out.get(random.nextInt(out.size()));
    String key = job.jobId() + "/" + job.epoch();
    RunnerOf runner =
        runners.computeIfAbsent(
            key, _ -> new RunnerOf(job, "runner/" + random.nextInt(1000), 0, false));
    if (runner.started() && random.nextInt(12) == 0) {
      return new RunCommand.TimerFired(
          World.RUN, "lease/" + job.jobId() + "/" + job.epoch(), world.tick());
    }
    if (random.nextInt(15) == 0 && !runners.isEmpty()) {
      // somebody who may be long out of the game speaks
      List<RunnerOf> all = List.copyOf(runners.values());
      RunnerOf late = all.get(random.nextInt(all.size()));
      return new Completion.JobStarted(
          World.RUN,
          late.job().executionId(),
          late.job().jobId(),
          late.job().epoch(),
          random.nextBoolean() ? late.name() : "runner/other",
          world.tick());
    }
    if (!runner.started()) {
      runners.put(key, new RunnerOf(job, runner.name(), 0, true));
      return new Completion.JobStarted(
          World.RUN, job.executionId(), job.jobId(), job.epoch(), runner.name(), world.tick());
    }
    return report(random, world, runners, key, runner);
  }

  private static RunFact report(
      Random random, World world, Map<String, RunnerOf> runners, String key, RunnerOf runner) {
    RunSteps job = runner.job();
    // the name that the decider holds, in case an impostor was first
    JobRun held = Completions.jobOf(world.execution(job.executionId()));
    String name = held == null || held.runner() == null ? runner.name() : held.runner();
    StepSpec step = job.steps().get(Math.min(runner.next(), job.steps().size() - 1));
    runners.put(key, new RunnerOf(job, runner.name(), runner.next() + 1, true));
    return switch (random.nextInt(10)) {
      case 0 -> world.failed(job, name, step, 1, "boom");
      case 1 ->
          new Completion.StepSkipped(
              World.RUN,
              job.executionId(),
              job.jobId(),
              job.epoch(),
              name,
              step.id(),
              "if",
              world.tick());
      case 2 -> {
        runners.put(key, runner);
        yield new Completion.Heartbeat(
            World.RUN, job.executionId(), job.jobId(), job.epoch(), name, world.tick());
      }
      default -> world.completed(job, name, step.id(), Map.of("v", "1"), null);
    };
  }

  private static void oneAtATime(World world) {
    Set<Queues.Turn> busy = new HashSet<>();
    for (Execution execution : world.state().executions().values()) {
      if (execution.occupiesItsTurn()) {
        assertThat(busy.add(Queues.Turn.of(execution)))
            .as("%s %s runs once at a time", execution.repo(), execution.workflow())
            .isTrue();
      }
    }
  }

  private static void noMoreThanTheLimit(World world) {
    Map<Queues.FanOut, Integer> underWay = new HashMap<>();
    for (Execution execution : world.state().executions().values()) {
      Queues.FanOut fanOut = Queues.FanOut.of(execution);
      if (fanOut != null && execution.occupiesItsTurn()) {
        underWay.merge(fanOut, 1, Integer::sum);
      }
    }
    underWay.forEach((fanOut, count) -> {
      Execution parent = world.execution(fanOut.parent());
      if (world.plan.workflow(parent.repo(), parent.workflow()).steps().stream()
              .filter(step -> step.id().equals(fanOut.stepId()))
              .findFirst()
              .orElseThrow()
          instanceof FanOutStep step) {
        Integer limit = step.concurrencyLimit();
        assertThat(count)
            .as("reactions to %s at once", fanOut)
            .isLessThanOrEqualTo(limit == null ? Integer.MAX_VALUE : limit);
      }
    });
  }

  /// What a restart makes of the stored executions is what was in memory.
  private static void queuesAreWhatTheStatesSay(World world) {
    assertThat(Queues.of(world.state().executions().values())).isEqualTo(world.state().queues());
  }

  private static void duplicateChangesNothing(World world, RunFact fact) {
    RunState before = world.state();
    Decision again = world.when(fact);
    if (fact instanceof Completion.Heartbeat || fact instanceof RunCommand.TimerFired) {
      return;
    }
    assertThat(again.state()).as("after %s again", fact).isEqualTo(before);
    assertThat(again.effects())
        .allMatch(effect -> effect instanceof Effect.Tell || effect instanceof Effect.SetTimer);
  }

  private static void eachEventOnce(World world) {
    List<String> ids = world.events().stream().map(event -> event.id()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    Set<String> reactions = new HashSet<>();
    for (Execution execution : world.state().executions().values()) {
      if (execution.cause() instanceof Cause.Reaction reaction) {
        assertThat(
                reactions.add(
                    reaction.eventId() + execution.repo() + "/" + reaction.subscription()))
            .isTrue();
      }
    }
  }

  private static void terminalStatesAbsorb(World world) {
    RunState end = world.state();
    for (RunFact fact : List.copyOf(world.facts)) {
      assertThat(Decider.decide(world.plan, end, fact).state()).isEqualTo(end);
    }
    assertThat(end.status()).isIn(Status.COMPLETED, Status.FAILED, Status.CANCELLED);
  }

  private static void replayGivesTheSameState(World world) {
    RunState state = null;
    for (RunFact fact : world.facts) {
      state =
          state == null && fact instanceof RunCommand.StartRun start
              ? Decider.start(world.plan, start).state()
              : Decider.decide(world.plan, java.util.Objects.requireNonNull(state), fact).state();
    }
    assertThat(state).isEqualTo(world.state());
  }
}
