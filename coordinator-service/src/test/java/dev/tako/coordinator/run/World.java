package dev.tako.coordinator.run;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunFact;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.contract.StepEvent;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Given facts, when a fact, then effects: drives the decider and plays the runner where told to.
final class World {
  static final RunId RUN = new RunId("exec-20261123-101500-0a1b2c3d");
  private static final String RUNNER = "runner-1/a";

  final RunPlan plan;
  private @Nullable RunState state;
  private Decision last = new Decision(emptyState(), Set.of(), List.of(), null, List.of());
  private Instant now = Instant.parse("2026-11-23T10:15:00Z");
  final Map<String, RunSteps> jobs = new LinkedHashMap<>();
  final Set<String> timers = new LinkedHashSet<>();
  final List<Effect> effects = new ArrayList<>();
  final List<RunFact> facts = new ArrayList<>();

  private World(RunPlan plan) {
    this.plan = plan;
  }

  static World started(Org org, String root, String workflow) {
    return started(org, root, workflow, Map.of());
  }

  static World started(Org org, String root, String workflow, Map<String, Object> inputs) {
    World world = new World(org.plan(root, workflow));
    world.when(
        new RunCommand.StartRun(
            RUN, Org.ref(root), workflow, inputs, null, "hash-of-" + root, "test", world.now));
    return world;
  }

  /// A run that is an event from outside; `root` emits it in `workflow`.
  static World delivered(Org org, String root, String workflow, Map<String, Object> event) {
    World world = new World(org.plan(root, workflow));
    world.when(
        new RunCommand.StartRun(
            RUN, Org.ref(root), workflow, Map.of(), event, "hash-of-" + root, "test", world.now));
    return world;
  }

  private static RunState emptyState() {
    return RunState.planned(
        new RunCommand.StartRun(
            RUN, Org.ref("none"), "none", Map.of(), null, "", "test", Instant.EPOCH));
  }

  Decision when(RunFact fact) {
    facts.add(fact);
    last =
        state == null && fact instanceof RunCommand.StartRun start
            ? Decider.start(plan, start)
            : Decider.decide(plan, state(), fact);
    state = last.state();
    for (Effect effect : last.effects()) {
      effects.add(effect);
      switch (effect) {
        case Effect.HandOut(RunSteps job) -> jobs.put(job.jobId().value(), job);
        case Effect.SetTimer(String name, _) -> timers.add(name);
        case Effect.ClearTimer(String name) -> timers.remove(name);
        case Effect.Tell _, Effect.Emit _, Effect.Announce _ -> {}
      }
    }
    return last;
  }

  RunState state() {
    return java.util.Objects.requireNonNull(state);
  }

  Decision last() {
    return last;
  }

  Instant tick() {
    now = now.plusMillis(10);
    return now;
  }

  /// The jobs that are out, as `name workflow [steps]`.
  List<String> out() {
    return jobs.values().stream()
        .filter(this::isOut)
        .map(job ->
            "%s %s %s"
                .formatted(
                    job.repo().name(),
                    job.workflow(),
                    job.steps().stream().map(StepSpec::id).toList()))
        .toList();
  }

  boolean isOut(RunSteps job) {
    JobRun current = Completions.jobOf(execution(job.executionId()));
    return current != null && current.id().equals(job.jobId()) && current.epoch() == job.epoch();
  }

  RunSteps job(String repo, String workflow) {
    return jobs.values().stream()
        .filter(this::isOut)
        .filter(job -> job.repo().name().equals(repo) && job.workflow().equals(workflow))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(repo + " " + workflow + " has no job; out: " + out()));
  }

  /// The runner completes every step of the job.
  World completes(String repo, String workflow) {
    return completes(repo, workflow, Map.of(), null);
  }

  World completes(
      String repo, String workflow, Map<String, String> outputs, @Nullable String pushed) {
    RunSteps job = job(repo, workflow);
    starts(job, RUNNER);
    for (StepSpec step : job.steps()) {
      when(
          new Completion.StepStarted(
              RUN, job.executionId(), job.jobId(), job.epoch(), RUNNER, step.id(), tick()));
      when(completed(job, RUNNER, step.id(), outputs, pushed));
    }
    return this;
  }

  void starts(RunSteps job, String runner) {
    when(
        new Completion.JobStarted(
            RUN, job.executionId(), job.jobId(), job.epoch(), runner, tick()));
  }

  Completion.StepCompleted completed(
      RunSteps job,
      String runner,
      String step,
      Map<String, String> outputs,
      @Nullable String pushed) {
    return new Completion.StepCompleted(
        RUN, job.executionId(), job.jobId(), job.epoch(), runner, step, outputs, pushed, tick());
  }

  /// The runner starts the job and its first step fails.
  World fails(String repo, String workflow, int exitCode, String... lastLines) {
    RunSteps job = job(repo, workflow);
    starts(job, RUNNER);
    when(failed(job, RUNNER, job.steps().getFirst(), exitCode, lastLines));
    return this;
  }

  Completion.StepFailed failed(
      RunSteps job, String runner, StepSpec step, int exitCode, String... lastLines) {
    return new Completion.StepFailed(
        RUN,
        job.executionId(),
        job.jobId(),
        job.epoch(),
        runner,
        step.id(),
        FailureKind.EXIT_CODE,
        exitCode,
        "exit code " + exitCode,
        List.of(lastLines),
        step.continueOnError(),
        null,
        tick());
  }

  Execution execution(ExecutionId id) {
    return java.util.Objects.requireNonNull(state().executions().get(id));
  }

  /// The executions of a repository's workflow, oldest first.
  List<Execution> executions(String repo, String workflow) {
    RepositoryRef ref = Org.ref(repo);
    return state().executions().values().stream()
        .filter(e -> e.repo().equals(ref) && e.workflow().equals(workflow))
        .sorted(Comparator.comparing(Execution::id))
        .toList();
  }

  Status status(String repo, String workflow) {
    return executions(repo, workflow).getFirst().status();
  }

  List<StepEvent> events() {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(e -> ((Effect.Emit) e).event())
        .toList();
  }

  Effect.Emit emitted(String type) {
    return effects.stream()
        .filter(Effect.Emit.class::isInstance)
        .map(Effect.Emit.class::cast)
        .filter(e -> e.event().type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no event " + type + " in " + events()));
  }
}
