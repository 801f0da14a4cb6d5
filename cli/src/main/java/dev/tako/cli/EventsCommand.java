package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tako events`: what a run's steps said, who reacted, and why the others did not.
@Command(
    name = "events",
    description = "What a run's steps said, who reacted, and why the others did not.",
    footer = {
      "",
      "Examples:",
      "  tako events exec-20261123-101500-0a1b2c3d",
      "  tako events send image_published --artifact vendor/base-image --payload.tag=25.1"
    })
final class EventsCommand extends ClientCommand {
  @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run's id.")
  private @Nullable String run;

  EventsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (run == null) {
      throw new IllegalArgumentException(
          "Expected a run's id, as in 'tako events exec-20261123-101500-0a1b2c3d', or 'tako events"
              + " send TYPE'. 'tako runs' lists the runs.");
    }
    JsonNode answer = coordinator().get(RunWatcher.path(run) + "/events");
    if (isJson()) {
      print(answer);
      return ExitCode.COMPLETED;
    }
    if (answer.path("events").isEmpty()) {
      print("No events.");
    }
    for (JsonNode event : answer.path("events")) {
      print(
          paint().strong(text(event, "type"))
              + " "
              + text(event, "schemaVersion")
              + "  "
              + text(event, "artifact")
              + "  step "
              + text(event, "stepId")
              + "  "
              + paint().faint(text(event, "time")));
      print("  payload " + event.path("payload"));
      JsonNode repeated = event.path("repeated");
      if (repeated.isObject()) {
        repeated(repeated);
      }
      if (event.path("subscriptions").isEmpty()) {
        print(paint().faint("  nobody subscribes to it"));
      }
      for (JsonNode subscription : event.path("subscriptions")) {
        subscription(subscription);
      }
    }
    return ExitCode.COMPLETED;
  }

  private void repeated(JsonNode repeated) {
    int times = repeated.path("times").asInt();
    print(
        "  came again "
            + (times == 1 ? "once" : times + " times")
            + paint()
                .faint(
                    "  last at %s, ignored because %s; nobody reacts twice"
                        .formatted(text(repeated, "lastAt"), text(repeated, "reason"))));
  }

  private void subscription(JsonNode subscription) {
    boolean matched = subscription.path("matched").asBoolean();
    String who =
        "%s %s subscriptions[%d]"
            .formatted(
                text(subscription, "repo"),
                text(subscription, "workflow"),
                subscription.path("subscription").asInt());
    String reason = text(subscription, "reason");
    print(
        "  "
            + (matched ? paint().good("→ " + who) : paint().faint("· " + who))
            + (matched ? "  " + text(subscription, "executionId") : "")
            + (reason.isEmpty() ? "" : "  " + paint().faint(reason)));
  }
}
