package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the command line says of an event, besides its type.
final class EventOptions {
  @Option(
      names = "--artifact",
      paramLabel = "OWNER/REPO[:ARTIFACT]",
      description = "What the event is about.")
  @Nullable String artifact;

  @Option(
      names = "--schema-version",
      paramLabel = "X.Y.Z",
      description = "The version of the event's payload. Default: 1.0.0.")
  @Nullable String schemaVersion;

  @Option(
      names = "--payload",
      paramLabel = "JSON|@FILE|NAME=VALUE",
      description =
          "The event's payload: a JSON object, a file that holds one (@- is the standard input), or"
              + " one field of it as text, also written --payload.NAME=VALUE. Later ones win; a NAME, or"
              + " a key in one object, stands once.")
  List<String> payload = new ArrayList<>();

  private @Nullable ObjectNode data;

  boolean isEmpty() {
    return artifact == null && schemaVersion == null && payload.isEmpty();
  }

  /// Whether a field was given as `NAME=VALUE`, which is always text.
  boolean hasTexts() {
    return payload.stream()
        .anyMatch(part -> !part.startsWith("@") && !part.strip().startsWith("{"));
  }

  String version() {
    return schemaVersion == null ? "1.0.0" : schemaVersion;
  }

  /// Read once: it may be the standard input.
  ObjectNode data() {
    ObjectNode read = data == null ? Payload.of(payload) : data;
    data = read;
    return read;
  }

  /// Delivers the event.
  ///
  /// @param query of the address, with its `?`, or empty
  /// @param source with `id` names the event
  JsonNode deliver(
      Api coordinator, String query, String type, String about, String source, String id) {
    ObjectNode event =
        Api.JSON
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", source)
            .put("type", type)
            .put("subject", about)
            .put("schemaversion", version())
            .put("time", Instant.now().toString());
    event.set("data", data());
    return coordinator.post(
        "/api/v1/events" + query, event, Map.of("Content-Type", "application/cloudevents+json"));
  }
}
