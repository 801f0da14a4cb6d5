package dev.tako.graph.forecast;

import dev.tako.contract.CauseKind;
import dev.tako.contract.Plan;
import dev.tako.graph.forecast.Forecast.Certainty;
import dev.tako.graph.forecast.Forecast.Decision;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.graph.plan.InputsRule;
import dev.tako.graph.plan.PlanScope;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.RunStep;
import dev.tako.manifest.Step;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a [Forecast] of a plan: it goes through the run as the coordinator will, with what is
/// known.
///
/// Executions of one level share nothing, so a reaction is told again wherever it may start; past
/// `MOST_REACTIONS` only the verdicts are.
public final class Forecaster {
  private static final int MOST_REACTIONS = 2_000;

  /// A forecast, or why there is none.
  public sealed interface Outcome {}

  /// The forecast.
  public record Told(Forecast forecast) implements Outcome {}

  /// Everything that stands against the plan.
  public record Refused(Plan.Refusal refusal) implements Outcome {}

  private final PlanScope scope;
  private final Plan plan;
  private final Map<String, Object> assumed;
  private final @Nullable Map<String, Object> outside;
  private final Map<String, List<Subscription>> planned = new LinkedHashMap<>();
  private int reactions;

  private Forecaster(
      PlanScope scope,
      Plan plan,
      Map<String, Object> assumed,
      @Nullable Map<String, Object> outside) {
    this.scope = scope;
    this.plan = plan;
    this.assumed = assumed;
    this.outside = outside;
    for (var subscription : plan.subscriptions()) {
      RepositoryRef subscriber = plan.repositories().get(subscription.subscriber()).repo();
      String artifact = plan.artifacts().get(subscription.artifact());
      planned
          .computeIfAbsent(artifact, _ -> new ArrayList<>())
          .add(scope.manifest(subscriber).manifest().subscriptions().get(subscription.index()));
    }
  }

  /// @param root the manifest to start from
  /// @param assumed values of payload fields that are not known beforehand, by field name
  public static Outcome forecast(
      Graph graph,
      IndexedManifest root,
      Plan.Request request,
      Map<String, Object> assumed,
      Planner.Limits limits) {
    return switch (Planner.plan(graph, root, request, limits)) {
      case Planner.Refused(Plan.Refusal refusal) -> new Refused(refusal);
      case Planner.Planned(Plan plan, _) ->
          new Told(
              new Forecaster(new PlanScope(graph, root), plan, assumed, null)
                  .forecast(request.inputs()));
    };
  }

  /// @param outside what is known of the event from outside that the root emits
  static Outcome forecast(
      PlanScope scope, Plan.Request request, Map<String, Object> outside, Planner.Limits limits) {
    return switch (Planner.plan(scope, request, limits)) {
      case Planner.Refused(Plan.Refusal refusal) -> new Refused(refusal);
      case Planner.Planned(Plan plan, _) ->
          new Told(new Forecaster(scope, plan, Map.of(), outside).forecast(Map.of()));
    };
  }

  private Forecast forecast(Map<String, Object> given) {
    List<Forecast.Execution> executions = new ArrayList<>();
    Travelling travelling = new Travelling(scope, plan, given);
    for (Plan.PlannedRepository repository : plan.repositories()) {
      RepositoryRef repo = repository.repo();
      if (!travelling.reaches(repo)) {
        continue;
      }
      Inputs inputs = travelling.inputsOf(repo);
      CauseKind cause = isRoot(repo) ? CauseKind.ROOT : CauseKind.DEPENDENT;
      Map<String, Object> event = isRoot(repo) ? outside : null;
      executions.add(
          execution(repo, plan.workflow(), cause, travelling.parentsOf(repo), inputs, event));
    }
    List<String> warnings = new ArrayList<>(plan.warnings());
    if (reactions > MOST_REACTIONS) {
      warnings.add(
          "more than %d reactions may start; what the others would do is left out"
              .formatted(MOST_REACTIONS));
    }
    return new Forecast(plan.hash(), plan.repo(), plan.workflow(), assumed, executions, warnings);
  }

  private boolean isRoot(RepositoryRef repo) {
    return repo.equals(plan.repo());
  }

  private Forecast.Execution execution(
      RepositoryRef repo,
      String name,
      CauseKind cause,
      List<RepositoryRef> after,
      Inputs inputs,
      @Nullable Map<String, Object> event) {
    IndexedManifest manifest = scope.manifest(repo);
    Workflow workflow = scope.workflow(repo, name);
    Knowledge knowledge = Places.ofExecution(manifest, workflow, inputs.values(), event);
    List<Forecast.Job> jobs =
        inputs.problems().isEmpty() ? jobs(manifest, workflow, knowledge) : List.of();
    return new Forecast.Execution(
        repo, name, cause, manifest.commit(), after, inputs.values(), inputs.problems(), jobs);
  }

  /// A job ends before a fan-out and after a step somebody may react to.
  private List<Forecast.Job> jobs(IndexedManifest manifest, Workflow workflow, Knowledge known) {
    List<Forecast.Job> jobs = new ArrayList<>();
    List<Forecast.Step> stretch = new ArrayList<>();
    for (Step step : workflow.steps()) {
      Forecast.Step told = step(manifest.repo(), workflow, step, known);
      if (step instanceof FanOutStep) {
        close(jobs, stretch);
        jobs.add(new Forecast.Job("coordinator", List.of(told)));
        continue;
      }
      stretch.add(told);
      if (hasCandidates(manifest.repo(), workflow, step)) {
        close(jobs, stretch);
      }
    }
    close(jobs, stretch);
    return jobs;
  }

  private static void close(List<Forecast.Job> jobs, List<Forecast.Step> stretch) {
    if (!stretch.isEmpty()) {
      jobs.add(new Forecast.Job("runner", stretch));
      stretch.clear();
    }
  }

  private boolean hasCandidates(RepositoryRef repo, Workflow workflow, Step step) {
    return StepEvents.of(workflow, step).stream()
        .anyMatch(event ->
            planned.getOrDefault(artifactOf(repo, event).toString(), List.of()).stream()
                .anyMatch(entry -> entry.events().contains(event.type())));
  }

  private static ArtifactRef artifactOf(RepositoryRef repo, EmittedEvent event) {
    return new ArtifactRef(repo.owner(), repo.name(), event.artifact());
  }

  private Forecast.Step step(RepositoryRef repo, Workflow workflow, Step step, Knowledge known) {
    Decision condition = step.condition() == null ? null : known.decide(step.condition());
    if (condition == null || condition.certainty() == Certainty.certain) {
      Decision failure = failure(step, known);
      condition = failure == null ? condition : failure;
    }
    boolean skipped = condition != null && condition.certainty() == Certainty.excluded;
    List<Forecast.Event> events =
        skipped
            ? List.of()
            : StepEvents.of(workflow, step).stream()
                .map(event -> event(repo, event, known.ofStep(step.id())))
                .toList();
    boolean reacted =
        events.stream()
            .flatMap(event -> event.subscriptions().stream())
            .anyMatch(reaction -> reaction.certainty() != Certainty.excluded);
    boolean waits = !(step instanceof FanOutStep fanOut) || fanOut.waitForChildren();
    return new Forecast.Step(step.id(), command(step), condition, reacted && waits, events);
  }

  /// That the command of a step cannot be rendered from what is known: null when it can, or when
  /// that is decided while the run goes on.
  private static @Nullable Decision failure(Step step, Knowledge known) {
    if (!(step instanceof RunStep run)
        || (run.run().contains("env") && !run.variables().env().isEmpty())) {
      return null;
    }
    Foreseen script = known.renderAll(Map.of("run", run.run())).get("run");
    return script instanceof Foreseen.Broken(_, String problem)
        ? new Decision(Certainty.excluded, problem, true)
        : null;
  }

  private static String command(Step step) {
    return step instanceof RunStep run ? run.run().strip() : String.valueOf(step.uses());
  }

  private Forecast.Event event(RepositoryRef repo, EmittedEvent emitted, Knowledge known) {
    ArtifactRef artifact = artifactOf(repo, emitted);
    Map<String, Foreseen> payload = known.renderAll(emitted.payload());
    assumed.forEach((field, value) ->
        payload.computeIfPresent(
            field,
            (_, before) ->
                before instanceof Foreseen.Unknown ? new Foreseen.Known(value) : before));
    Map<String, Object> fields = Places.event(repo, artifact, emitted, payload);
    if (outside != null && isRoot(repo)) {
      List.of("source", "id", "time")
          .forEach(name -> fields.computeIfPresent(name, (_, _) -> outside.get(name)));
    }
    List<Forecast.Reaction> all =
        scope.subscriptionsOn(artifact).stream()
            .filter(ref -> scope.mayReact(repo, ref))
            .map(ref -> reaction(ref, emitted, payload, fields))
            .toList();
    return new Forecast.Event(
        emitted.type(), emitted.schemaVersion(), artifact.toString(), payload, all);
  }

  private Forecast.Reaction reaction(
      SubscriptionRef ref,
      EmittedEvent emitted,
      Map<String, Foreseen> payload,
      Map<String, Object> fields) {
    Subscription entry = ref.entry();
    IndexedManifest subscriber = ref.manifest();
    Knowledge knowledge = Places.ofEvent(subscriber, fields);
    Decision decision = Matching.decide(entry, emitted, payload, knowledge);
    boolean told = decision.certainty() != Certainty.excluded && ++reactions <= MOST_REACTIONS;
    return new Forecast.Reaction(
        subscriber.repo(),
        ref.index(),
        entry.at().line(),
        entry.workflow(),
        decision.certainty(),
        decision.reason(),
        told ? started(subscriber, entry, knowledge, fields) : null);
  }

  private Forecast.Execution started(
      IndexedManifest subscriber,
      Subscription entry,
      Knowledge knowledge,
      Map<String, Object> fields) {
    Workflow workflow = scope.workflow(subscriber.repo(), entry.workflow());
    Inputs inputs = Inputs.of(workflow, knowledge.renderAll(entry.inputs()));
    return execution(
        subscriber.repo(), entry.workflow(), CauseKind.REACTION, List.of(), inputs, fields);
  }

  /// The inputs of one execution, typed where they are known.
  public record Inputs(Map<String, Foreseen> values, List<String> problems) {
    public static Inputs of(Workflow workflow, Map<String, Foreseen> given) {
      Map<String, Object> known = new LinkedHashMap<>();
      Map<String, Foreseen> later = new LinkedHashMap<>();
      List<String> problems = new ArrayList<>();
      given.forEach((name, value) -> {
        switch (value) {
          case Foreseen.Known(Object plain) -> {
            if (plain != null) {
              known.put(name, plain);
            }
          }
          case Foreseen.Unknown unknown -> later.put(name, unknown);
          case Foreseen.Broken broken -> {
            later.put(name, broken);
            problems.add("input '%s': %s".formatted(name, broken.problem()));
          }
        }
      });
      var resolved = InputValues.resolve(InputsRule.without(workflow, later.keySet()), known);
      problems.addAll(resolved.problems());
      Map<String, Foreseen> values = new LinkedHashMap<>();
      for (String name : workflow.inputs().keySet()) {
        Foreseen value = later.get(name);
        if (value == null && resolved.values().containsKey(name)) {
          value = new Foreseen.Known(resolved.values().get(name));
        }
        if (value != null) {
          values.put(name, value);
        }
      }
      return new Inputs(values, problems);
    }
  }
}
