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

/// The event `tako exec` may pretend to have come: what the command line says of it.
final class SimulatedEvent {
  private static final String SOURCE = "urn:tako:simulated";
  private static final String FIRST_SCHEMA = "1.0.0";

  @Option(
      names = "--simulate-event",
      paramLabel = "TYPE",
      description =
          "Start the workflow as if this event had come: by those subscriptions of the repository"
              + " that start it. Nobody else reacts to the event.")
  private @Nullable String type;

  @Option(
      names = "--artifact",
      paramLabel = "OWNER/REPO:ARTIFACT",
      description = "What the event is about. Default: what the subscription names.")
  private @Nullable String artifact;

  @Option(
      names = "--schema-version",
      paramLabel = "X.Y.Z",
      description = "The version of the event's payload. Default: 1.0.0.")
  private @Nullable String schemaVersion;

  @Option(
      names = "--payload",
      paramLabel = "JSON|@FILE|NAME=VALUE",
      description =
          "The event's payload: a JSON object, a file that holds one (@- is the standard input), or"
              + " one field of it as text, also written --payload.NAME=VALUE. Later ones win.")
  private List<String> payload = new ArrayList<>();

  private @Nullable ObjectNode data;

  /// @throws IllegalArgumentException if an option needs the event and it is not there
  boolean isGiven() {
    if (type == null && (artifact != null || schemaVersion != null || !payload.isEmpty())) {
      throw new IllegalArgumentException(
          "Expected --simulate-event TYPE with --artifact, --schema-version or --payload, which"
              + " describe that event.");
    }
    return type != null;
  }

  /// What to ask the graph service about it.
  ObjectNode question(String repo, String workflow) {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("type", type)
            .put("artifact", artifact)
            .put("schemaVersion", version());
    body.set("payload", data());
    body.putObject("only").put("repo", repo).put("workflow", workflow);
    return body;
  }

  /// Delivers it to one subscriber.
  ///
  /// @param about the artifact that the forecast found
  /// @param id with the same id it is the same event
  JsonNode deliver(Api coordinator, String repo, String workflow, String about, String id) {
    ObjectNode event =
        Api.JSON
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", SOURCE)
            .put("type", type)
            .put("subject", about)
            .put("schemaversion", version())
            .put("time", Instant.now().toString());
    event.set("data", data());
    return coordinator.post(
        "/api/v1/events?repo=%s&workflow=%s".formatted(Api.encode(repo), Api.encode(workflow)),
        event,
        Map.of("Content-Type", "application/cloudevents+json"));
  }

  /// The event of the forecast's root, with what each subscription makes of it.
  static JsonNode toldOf(JsonNode forecast) {
    return forecast.at("/executions/0/jobs/0/steps/0/events/0");
  }

  /// Why nobody would react to the event; null when somebody may.
  static @Nullable String whyNobody(JsonNode event) {
    List<String> reasons = new ArrayList<>();
    for (JsonNode subscription : event.path("subscriptions")) {
      if (!ClientCommand.text(subscription, "certainty").equals("excluded")) {
        return null;
      }
      reasons.add(
          "  %s tako.yml:%s subscriptions[%s]: %s"
              .formatted(
                  ClientCommand.text(subscription, "repo"),
                  ClientCommand.text(subscription, "line"),
                  ClientCommand.text(subscription, "index"),
                  ClientCommand.text(subscription, "reason")));
    }
    return String.join("\n", reasons);
  }

  /// Read once: it may be the standard input.
  private ObjectNode data() {
    ObjectNode read = data == null ? Payload.of(payload) : data;
    data = read;
    return read;
  }

  private String version() {
    return schemaVersion == null ? FIRST_SCHEMA : schemaVersion;
  }
}
