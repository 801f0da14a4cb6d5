package dev.tako.coordinator.run;

import dev.tako.contract.Completion;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Status;
import dev.tako.contract.StepEvent;
import dev.tako.coordinator.run.Queues.FanOut;
import dev.tako.coordinator.run.Queues.Turn;
import dev.tako.coordinator.run.RunPlan.Subscriber;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Step;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.SchemaRange;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.TemplateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Emits a step's events and starts one execution for each subscription that matches (rule R4).
final class Reactions {
  private static final Comparator<Considered> IN_ORDER_OF_THE_MANIFESTS =
      Comparator.comparing((Considered considered) -> considered.repo().toString())
          .thenComparingInt(Considered::subscription);

  private final Draft draft;
  private final Executions executions;

  Reactions(Draft draft, Executions executions) {
    this.draft = draft;
    this.executions = executions;
  }

  /// Renders the events of `step` before anything is emitted, so that a payload that cannot be
  /// rendered fails the step and emits nothing.
  ///
  /// @throws TemplateException naming what a payload template lacks
  List<StepEvent> render(
      Execution execution, Workflow workflow, Step step, Map<String, String> outputs)
      throws TemplateException {
    List<StepEvent> events = new ArrayList<>();
    Scope scope = Scopes.of(draft, execution, workflow, outputs);
    for (EmittedEvent emitted : draft.plan.events(workflow, step)) {
      events.add(
          new StepEvent(
              idOf(execution, step, emitted),
              emitted.type(),
              emitted.schemaVersion(),
              RunPlan.artifactOf(execution.repo(), emitted),
              execution.repo(),
              draft.run().id(),
              execution.id(),
              step.id(),
              draft.plan.render(emitted.payload(), scope),
              draft.at));
    }
    return events;
  }

  /// The ids of the events that a step emitted, whose end is reported again; those that it would
  /// have emitted, where it did not get that far.
  static List<String> emittedBefore(
      RunPlan plan, RunState run, Completion.StepCompleted completed) {
    Execution execution = run.executions().get(completed.executionId());
    int index = execution == null ? -1 : execution.indexOf(completed.stepId());
    if (execution == null || index < 0) {
      return List.of();
    }
    Workflow workflow = plan.workflow(execution.repo(), execution.workflow());
    Step step = workflow.steps().get(index);
    return plan.events(workflow, step).stream().map(event -> idOf(execution, step, event)).toList();
  }

  private static String idOf(Execution execution, Step step, EmittedEvent event) {
    return execution.id() + "/" + step.id() + "/" + event.type();
  }

  /// Publishes the events and creates the reactions; they start once the caller is done.
  ///
  /// @return how many reactions there are
  int emit(Execution parent, Step step, List<StepEvent> events) {
    int reactions = 0;
    Places places = Places.of(step);
    for (StepEvent event : events) {
      List<Considered> considered = new ArrayList<>();
      Map<Turn, Considered> started = new HashMap<>();
      Map<String, Object> fields = Scopes.event(event, parent);
      for (Subscriber subscriber : draft.plan.subscribersOf(event.artifact())) {
        Considered result = consider(parent, step, event, fields, subscriber, places);
        if (result.executionId() != null) {
          Turn turn = new Turn(result.repo(), result.workflow());
          Considered first = started.putIfAbsent(turn, result);
          result = first == null ? result : result.besides(first);
          reactions++;
        }
        considered.add(result);
      }
      for (ExcludedSubscription subscriber : draft.plan.excludedFrom(event.artifact())) {
        if (subscriber.event().equals(event.type())) {
          String why = notAdmitted(subscriber.schemaVersion(), event);
          considered.add(
              new Considered(
                  subscriber.subscriber(),
                  subscriber.index(),
                  subscriber.workflow(),
                  false,
                  why,
                  null));
        }
      }
      considered.sort(IN_ORDER_OF_THE_MANIFESTS);
      draft.effect(new Effect.Emit(event, considered));
    }
    return reactions;
  }

  /// How many more reactions to a step may run at once.
  private static final class Places {
    private int left;

    private Places(int left) {
      this.left = left;
    }

    static Places of(Step step) {
      Integer limit = step instanceof FanOutStep fanOut ? fanOut.concurrencyLimit() : null;
      return new Places(limit == null ? Integer.MAX_VALUE : limit);
    }

    boolean take() {
      return left-- > 0;
    }
  }

  private Considered consider(
      Execution parent,
      Step step,
      StepEvent event,
      Map<String, Object> fields,
      Subscriber subscriber,
      Places places) {
    Scope scope = Scopes.ofEvent(draft, fields, subscriber.repo());
    String against = whyNot(event, scope, subscriber);
    if (against != null) {
      return new Considered(
          subscriber.repo(),
          subscriber.index(),
          subscriber.entry().workflow(),
          false,
          against,
          null);
    }
    ExecutionId id = start(parent, step, event, fields, scope, subscriber, places);
    return new Considered(
        subscriber.repo(),
        subscriber.index(),
        subscriber.entry().workflow(),
        true,
        why(event, subscriber),
        id);
  }

  /// In the words in which a forecast says it.
  private static String why(StepEvent event, Subscriber subscriber) {
    List<String> parts = new ArrayList<>();
    parts.add("it listens for " + event.type());
    SchemaRange range = subscriber.entry().schemaVersion();
    if (range != null) {
      parts.add("schema_version %s admits %s".formatted(range, event.schemaVersion()));
    }
    for (Expression filter : subscriber.entry().filters()) {
      parts.add(filter.source().strip() + " is true");
    }
    return String.join(", ", parts);
  }

  private static @Nullable String whyNot(StepEvent event, Scope scope, Subscriber subscriber) {
    if (!subscriber.entry().events().contains(event.type())) {
      return "it listens for %s, not for %s"
          .formatted(String.join(", ", subscriber.entry().events()), event.type());
    }
    SchemaRange range = subscriber.entry().schemaVersion();
    if (range != null && !range.admits(event.schemaVersion())) {
      return notAdmitted(range.toString(), event);
    }
    for (Expression filter : subscriber.entry().filters()) {
      try {
        if (!filter.test(scope)) {
          return "filter " + filter.explain(scope);
        }
      } catch (ExpressionException e) {
        return "filter %s could not be evaluated: %s".formatted(filter.source(), e.getMessage());
      }
    }
    return null;
  }

  private static String notAdmitted(String range, StepEvent event) {
    return "schema_version %s does not admit %s".formatted(range, event.schemaVersion());
  }

  private ExecutionId start(
      Execution parent,
      Step step,
      StepEvent event,
      Map<String, Object> fields,
      Scope scope,
      Subscriber subscriber,
      Places places) {
    RepositoryRef repo = subscriber.repo();
    Workflow workflow = draft.plan.workflow(repo, subscriber.entry().workflow());
    Cause cause = new Cause.Reaction(parent.id(), step.id(), event.id(), subscriber.index());
    Map<String, Object> inputs = Map.of();
    String invalid;
    try {
      InputValues.Resolved resolved =
          InputValues.resolve(workflow, draft.plan.render(subscriber.entry().inputs(), scope));
      inputs = resolved.values();
      invalid = resolved.problems().isEmpty() ? null : String.join("; ", resolved.problems());
    } catch (TemplateException e) {
      invalid = e.getMessage();
    }
    Execution reaction = executions.create(repo, workflow, cause, inputs, fields);
    if (invalid != null) {
      String why = "Inputs of " + workflow.name() + " cannot be mapped from the event: " + invalid;
      draft.later(() -> executions.fail(reaction.id(), Status.FAILED, null, why));
    } else if (places.take()) {
      draft.later(() -> executions.enter(reaction.id()));
    } else {
      draft.hold(new FanOut(parent.id(), step.id()), reaction);
    }
    return reaction.id();
  }
}
