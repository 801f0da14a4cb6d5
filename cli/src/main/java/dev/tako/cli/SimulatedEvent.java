package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The event `tako exec` may pretend to have come: what the command line says of it.
final class SimulatedEvent {
  private static final String SOURCE = "urn:tako:simulated";

  @Option(
      names = "--simulate-event",
      paramLabel = "TYPE",
      description =
          "Start the workflow as if this event had come: by those subscriptions of the repository"
              + " that start it; what it is about is what they name. Nobody else reacts to it.")
  private @Nullable String type;

  @Mixin private EventOptions event = new EventOptions();

  /// @throws IllegalArgumentException if an option needs the event and it is not there
  boolean isGiven() {
    if (type == null && !event.isEmpty()) {
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
            .put("artifact", event.artifact)
            .put("schemaVersion", event.version());
    body.set("payload", event.data());
    body.putObject("only").put("repo", repo).put("workflow", workflow);
    return body;
  }

  /// Delivers it to one subscriber.
  ///
  /// @param about the artifact that the forecast found
  /// @param id with the same id it is the same event
  JsonNode deliver(Api coordinator, String repo, String workflow, String about, String id) {
    String query = "?repo=%s&workflow=%s".formatted(Api.encode(repo), Api.encode(workflow));
    return event.deliver(coordinator, query, String.valueOf(type), about, SOURCE, id);
  }

  /// The event of the forecast's root, with what each subscription makes of it.
  static JsonNode toldOf(JsonNode forecast) {
    return forecast.at("/executions/0/jobs/0/steps/0/events/0");
  }

  /// Why nobody would react to the event; null when somebody may.
  @Nullable String whyNobody(JsonNode told) {
    List<String> reasons = new ArrayList<>();
    for (JsonNode subscription : told.path("subscriptions")) {
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
    if (event.hasTexts()
        && reasons.stream().anyMatch(reason -> reason.contains("could not be evaluated"))) {
      reasons.add(
          "  --payload NAME=VALUE gives a text; --payload '{\"NAME\": 1}' gives a number or what else"
              + " JSON has.");
    }
    return String.join("\n", reasons);
  }
}
