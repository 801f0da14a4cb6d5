package dev.tako.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a step `produces`.
final class ProducesParser {

  static final List<String> KEYS = List.of("artifact", "outputs", "events");
  static final List<String> EVENT_KEYS = List.of("type", "schema_version", "payload");

  private ProducesParser() {}

  /// @param hasOutput whether the step runs a command that can put something out
  static Produces read(Item item, boolean hasOutput, Collection<String> artifacts, Names names) {
    Fields fields = item.fields("a map with artifact, outputs or events", KEYS);
    Item about = fields.get("artifact");
    String artifact = about == null ? null : about.text("the name of an artifact");
    if (about != null && artifact != null) {
      Words.checkKnown(about, "artifact", artifact, artifacts);
    }
    Map<String, OutputSource> outputs = new LinkedHashMap<>();
    fields
        .map("outputs")
        .forEach((name, source) -> {
          Words.checkIdentifier(source.name(), "the name of an output", name);
          OutputSource read = source(source);
          if (!hasOutput) {
            source.error("only a `run` step has outputs");
          } else if (read != null) {
            outputs.put(name, read);
          }
        });
    List<ProducedEvent> events = new ArrayList<>();
    for (Item each : fields.list("events")) {
      ProducedEvent event = event(each, names.withOutputs());
      if (event != null && events.stream().anyMatch(e -> e.type().equals(event.type()))) {
        each.error("the event '" + event.type() + "' stands twice in this step");
      } else if (event != null) {
        events.add(event);
      }
    }
    return new Produces(artifact == null ? Artifact.DEFAULT : artifact, outputs, events);
  }

  private static @Nullable OutputSource source(Item item) {
    String text = item.text("a source");
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    OutputSource source =
        switch (kind) {
          case "from_stdout" -> colon < 0 ? new OutputSource.FromStdout() : null;
          case "from_stderr" -> colon < 0 ? new OutputSource.FromStderr() : null;
          case "from_file" ->
              rest.isEmpty() || rest.startsWith("/") || ("/" + rest + "/").contains("/../")
                  ? null
                  : new OutputSource.FromFile(rest);
          case "from_env" -> Words.isVariable(rest) ? new OutputSource.FromEnv(rest) : null;
          default -> null;
        };
    if (source == null) {
      item.error(
          "expected from_stdout, from_stderr, from_file:<path in the workspace> or from_env:<NAME>, found "
              + item.found());
    }
    return source;
  }

  private static @Nullable ProducedEvent event(Item item, Names names) {
    if (item.isText()) {
      String type = Words.eventType(item);
      return type == null ? null : new ProducedEvent(type, StepEvents.FIRST_SCHEMA, Map.of());
    }
    Fields fields = item.fields("an event type or a map with type", EVENT_KEYS);
    if (!item.isMapNotNothing("an event type or a map with type")) {
      return null;
    }
    Item typeItem = fields.required("type");
    String type = typeItem == null ? null : Words.eventType(typeItem);
    String version = fields.read("schema_version", Words::schemaVersion);
    Item payload = fields.get("payload");
    if (payload != null && !payload.isMap()) {
      payload.error("expected a map, found " + payload.found());
    }
    Map<String, Object> templates = payload == null ? Map.of() : Texts.templates(payload, names);
    return type == null
        ? null
        : new ProducedEvent(type, version == null ? StepEvents.FIRST_SCHEMA : version, templates);
  }
}
