package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako events send`: tell Tako of something that was published elsewhere.
@Command(
    name = "send",
    description = "Tell Tako of something published elsewhere; whoever subscribes to it reacts.",
    footer = {
      "",
      "Examples:",
      "  tako events send image_published --artifact vendor/base-image --payload.tag=25.1",
      "  tako events send api_published --artifact acme/proto:api --payload @api.json --wait",
      "",
      "With --wait the exit code is 0 when the event's run completed and 1 when it did not."
    })
final class EventsSendCommand extends ClientCommand {
  private static final String SOURCE = "urn:tako:cli";

  @Parameters(paramLabel = "TYPE", description = "The event's type, in snake_case.")
  private String type = "";

  @Mixin private EventOptions event = new EventOptions();

  @Option(
      names = "--source",
      paramLabel = "URI",
      description = "Who says so; with --id it names the event. Default: " + SOURCE + ".")
  private String source = SOURCE;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Sent again with the same id and source, it is the same event.")
  private @Nullable String id;

  @Option(
      names = {"-w", "--wait"},
      description = "Show the run as it goes and wait for its end.")
  private boolean wait;

  EventsSendCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (event.artifact == null) {
      throw new IllegalArgumentException(
          "Expected --artifact OWNER/REPO[:ARTIFACT] to say what the event is about.");
    }
    JsonNode accepted =
        event.deliver(
            coordinator(),
            "",
            type,
            event.artifact,
            source,
            id == null ? UUID.randomUUID().toString() : id);
    if (!isJson()) {
      for (JsonNode candidate : accepted.path("candidates")) {
        print(
            paint()
                .faint(
                    "May react: " + text(candidate, "repo") + " " + text(candidate, "workflow")));
      }
    }
    return StartedRun.follow(this, accepted, wait);
  }
}
