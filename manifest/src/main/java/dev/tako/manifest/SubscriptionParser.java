package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one of `subscriptions`.
final class SubscriptionParser {

  static final List<String> KEYS =
      List.of("artifact", "events", "schema_version", "filters", "workflow", "inputs");

  private SubscriptionParser() {}

  static Optional<Subscription> read(Item item, Map<String, Workflow> workflows) {
    Fields fields = item.fields("a map with artifact, events and workflow", KEYS);
    if (!item.isMapNotNothing("a map with artifact, events and workflow")) {
      return Optional.empty();
    }
    Item artifact = fields.required("artifact");
    ArtifactRef ref = artifact == null ? null : artifact(artifact);
    List<String> events = events(fields);
    SchemaRange range =
        fields.read("schema_version", i -> i.parsed("a version range", SchemaRange::parse));
    List<Expression> filters = filters(fields);
    Item name = fields.required("workflow");
    String workflow = name == null ? null : name.text("the name of a workflow");
    if (name != null && workflow != null) {
      Words.checkKnown(name, "workflow", workflow, workflows.keySet());
    }
    Item inputs = fields.get("inputs");
    Map<String, Object> templates =
        inputs == null ? Map.of() : Texts.templates(inputs, Names.OF_AN_EVENT);
    Workflow target = workflow == null ? null : workflows.get(workflow);
    if (target != null) {
      checkInputs(item, inputs, templates, target);
    }
    return ref == null || workflow == null
        ? Optional.empty()
        : Optional.of(
            new Subscription(ref, events, range, filters, workflow, templates, item.at()));
  }

  private static @Nullable ArtifactRef artifact(Item item) {
    String text = item.text("an artifact as owner/repo:artifact");
    try {
      return text == null ? null : ArtifactRef.parse(text);
    } catch (IllegalArgumentException e) {
      item.error(String.valueOf(e.getMessage()), WrongForms.artifactHint(text));
      return null;
    }
  }

  private static List<String> events(Fields fields) {
    List<String> events = new ArrayList<>();
    Item list = fields.required("events");
    if (list == null) {
      return events;
    }
    for (Item item : list.items("a list of event types")) {
      String type = Words.eventType(item);
      if (type != null) {
        events.add(type);
      }
    }
    if (events.isEmpty() && list.isList()) {
      list.error("expected at least one event type, found none");
    }
    return events;
  }

  private static List<Expression> filters(Fields fields) {
    List<Expression> filters = new ArrayList<>();
    Item list = fields.get("filters");
    for (Item item : list == null ? List.<Item>of() : list.items("a list of CEL expressions")) {
      Expression filter = Texts.condition(item, Names.OF_AN_EVENT);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return filters;
  }

  private static void checkInputs(
      Item subscription, @Nullable Item inputs, Map<String, Object> values, Workflow target) {
    if (inputs != null && !inputs.isMap()) {
      inputs.error("expected a map, found " + inputs.found());
      return;
    }
    Map<String, Item> given = inputs == null ? Map.of() : inputs.entries("a map");
    given.forEach((name, item) -> {
      Input input = target.inputs().get(name);
      if (input == null) {
        item.nameError(
            "workflow '" + target.name() + "' has no input '" + name + "'",
            Nearest.hint(name, target.inputs().keySet()));
      } else if (!(values.get(name) instanceof String text && text.contains("{{"))) {
        InputValues.problem(input, values.get(name)).ifPresent(item::error);
      }
    });
    for (Input input : target.inputs().values()) {
      if (input.required() && input.defaultValue() == null && !given.containsKey(input.name())) {
        subscription.error(
            "workflow '" + target.name() + "' requires the input '" + input.name() + "'",
            "map it under `inputs`, from {{ .event.payload.… }}");
      }
    }
  }
}
