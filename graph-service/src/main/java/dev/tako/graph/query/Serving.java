package dev.tako.graph.query;

import dev.tako.graph.forecast.Forecast.Certainty;
import dev.tako.graph.forecast.Forecast.Decision;
import dev.tako.graph.forecast.Forecaster;
import dev.tako.graph.forecast.Foreseen;
import dev.tako.graph.forecast.Knowledge;
import dev.tako.graph.forecast.Matching;
import dev.tako.graph.forecast.Places;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.DeclaredTypes;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Step;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Types;
import dev.tako.manifest.template.Template;
import dev.tako.manifest.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How the events of one manifest serve one subscription, whatever the inputs of its workflows.
///
/// @param answers by event type, then by the step that emits it: what keeps the subscription from
///   reacting, or an empty text when nothing is known to
record Serving(ArtifactRef artifact, Map<String, Map<String, String>> answers) {
  /// @param manifest of the repository whose artifact is subscribed to; null: it has none
  static Serving of(@Nullable IndexedManifest manifest, SubscriptionRef ref, Graph graph) {
    Subscription entry = ref.entry();
    Map<String, Map<String, String>> answers = new TreeMap<>();
    if (manifest != null) {
      for (Workflow workflow : manifest.manifest().workflows().values()) {
        Knowledge known = Places.ofExecution(manifest, workflow, unknownInputs(workflow), null);
        for (Step step : workflow.steps()) {
          for (EmittedEvent event : StepEvents.of(workflow, step)) {
            if (event.artifact().equals(entry.artifact().artifact())
                && entry.events().contains(event.type())) {
              String trouble =
                  trouble(manifest.repo(), ref, workflow, event, known.ofStep(step.id()), graph);
              answers
                  .computeIfAbsent(event.type(), _ -> new LinkedHashMap<>())
                  .put("%s step %s".formatted(workflow.name(), step.id()), trouble);
            }
          }
        }
      }
    }
    return new Serving(entry.artifact(), answers);
  }

  /// Why nothing that is emitted now can start the subscription, in sentences; empty when something
  /// may.
  List<String> neverServed() {
    List<String> reasons = new ArrayList<>();
    answers.forEach((type, steps) ->
        steps.forEach((step, trouble) ->
            reasons.add("%s of %s would not start it: %s".formatted(type, step, trouble))));
    boolean served = answers.values().stream().anyMatch(steps -> steps.containsValue(""));
    return served ? List.of() : List.copyOf(reasons);
  }

  /// What served the subscription before and does not now, in sentences.
  List<String> missedFrom(Serving before) {
    List<String> missed = new ArrayList<>();
    before
        .answers()
        .forEach((type, steps) -> {
          Set<String> served = new LinkedHashSet<>();
          steps.forEach((step, trouble) -> {
            if (trouble.isEmpty()) {
              served.add(step);
            }
          });
          if (!served.isEmpty()) {
            missed.addAll(missed(type, served));
          }
        });
    return missed;
  }

  private List<String> missed(String type, Set<String> served) {
    Map<String, String> now = answers.getOrDefault(type, Map.of());
    if (now.isEmpty()) {
      return List.of("no workflow emits %s of %s any more".formatted(type, artifact));
    }
    boolean anywhere = now.containsValue("");
    return now.entrySet().stream()
        .filter(answer -> !answer.getValue().isEmpty())
        .filter(answer -> served.contains(answer.getKey()) || !anywhere)
        .map(answer ->
            "%s of %s would not start it any more: %s"
                .formatted(type, answer.getKey(), answer.getValue()))
        .toList();
  }

  private static String trouble(
      RepositoryRef source,
      SubscriptionRef ref,
      Workflow emitter,
      EmittedEvent event,
      Knowledge known,
      Graph graph) {
    Subscription entry = ref.entry();
    Map<String, Foreseen> payload = known.renderAll(event.payload());
    String missing = missingField(entry, payload);
    if (missing != null) {
      return missing;
    }
    String unfit = unfitType(entry, DeclaredTypes.ofPayload(emitter, event));
    if (unfit != null) {
      return unfit;
    }
    Map<String, Object> fields = Places.event(source, entry.artifact(), event, payload);
    Knowledge knowledge = Places.ofEvent(ref.manifest(), fields);
    Decision decision = Matching.decide(entry, event, payload, knowledge);
    if (decision.certainty() == Certainty.excluded) {
      return decision.reason();
    }
    Workflow subscriber =
        graph
            .manifest(ref.manifest().repo())
            .map(manifest -> manifest.manifest().workflows().get(entry.workflow()))
            .orElse(null);
    return subscriber == null
        ? ""
        : String.join(
            "; ", Forecaster.Inputs.of(subscriber, knowledge.renderAll(entry.inputs())).problems());
  }

  /// A payload field that a filter or an input cannot do without, and that is not there.
  private static @Nullable String missingField(Subscription entry, Map<String, Foreseen> payload) {
    for (int i = 0; i < entry.filters().size(); i++) {
      Expression filter = entry.filters().get(i);
      for (List<String> path :
          filter.source().contains("has(") ? List.<List<String>>of() : filter.paths()) {
        if (isMissing(path, payload)) {
          return missing("filters[" + i + "]", path, payload);
        }
      }
    }
    for (var input : entry.inputs().entrySet()) {
      if (input.getValue() instanceof String text && text.contains("{{")) {
        for (Template.Reference reference : Template.parse(text).references()) {
          if (!reference.optional()
              && !text.contains("has(")
              && isMissing(reference.path(), payload)) {
            return missing("inputs." + input.getKey(), reference.path(), payload);
          }
        }
      }
    }
    return null;
  }

  /// A filter or an input that can never be evaluated over what the payload declares.
  private static @Nullable String unfitType(Subscription entry, Types payload) {
    for (int i = 0; i < entry.filters().size(); i++) {
      Expression filter = entry.filters().get(i);
      var mistake = payload.mistake(filter);
      if (mistake.isPresent()) {
        return "filters[%d] %s can never be evaluated: %s"
            .formatted(i, filter.source().strip(), mistake.get().getMessage());
      }
    }
    for (var input : entry.inputs().entrySet()) {
      if (input.getValue() instanceof String text && text.contains("{{")) {
        for (TemplateException mistake : Template.parse(text).mistakes(payload)) {
          return "inputs." + input.getKey() + " can never be rendered: " + mistake.getMessage();
        }
      }
    }
    return null;
  }

  private static boolean isMissing(List<String> path, Map<String, Foreseen> payload) {
    return path.size() > 2
        && path.getFirst().equalsIgnoreCase("event")
        && path.get(1).equals("payload")
        && !payload.containsKey(path.get(2));
  }

  private static String missing(String user, List<String> path, Map<String, Foreseen> payload) {
    return "%s reads %s, and the payload has %s"
        .formatted(
            user,
            String.join(".", path),
            payload.isEmpty()
                ? "no fields"
                : "only " + String.join(", ", new TreeSet<>(payload.keySet())));
  }

  private static Map<String, Foreseen> unknownInputs(Workflow workflow) {
    Map<String, Foreseen> inputs = new LinkedHashMap<>();
    workflow
        .inputs()
        .keySet()
        .forEach(name -> inputs.put(name, new Foreseen.Unknown(name, List.of("input " + name))));
    return inputs;
  }
}
