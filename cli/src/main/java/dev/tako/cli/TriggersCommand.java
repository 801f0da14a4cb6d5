package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Table;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tako triggers`: what came in from outside, and what became of it.
@Command(
    name = "triggers",
    description = "What came in from outside, and what became of it.",
    footer = {
      "",
      "Examples:",
      "  tako triggers",
      "  tako triggers --scheduled",
      "  tako triggers --output json"
    })
final class TriggersCommand extends ClientCommand {
  @Option(names = "--scheduled", description = "What starts by the clock, and when next.")
  private boolean scheduled;

  TriggersCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    return scheduled ? scheduled() : received();
  }

  private int scheduled() {
    JsonNode answer = coordinator().get("/api/v1/schedules");
    if (isJson()) {
      print(answer);
      return ExitCode.COMPLETED;
    }
    Table table = new Table("NEXT", "REPOSITORY", "WORKFLOW", "SCHEDULE", "LAST", "RUN");
    for (JsonNode schedule : answer.path("schedules")) {
      table.row(
          text(schedule, "nextAt"),
          text(schedule, "repo"),
          text(schedule, "workflow"),
          text(schedule, "schedule"),
          text(schedule, "lastAt"),
          text(schedule, "lastRun"));
    }
    print(table, "Nothing starts by the clock.");
    return ExitCode.COMPLETED;
  }

  private int received() {
    JsonNode answer = coordinator().get("/api/v1/triggers");
    if (isJson()) {
      print(answer);
      return ExitCode.COMPLETED;
    }
    Table table = new Table("RECEIVED", "REPOSITORY", "REF", "COMMIT", "OUTCOME", "RUNS OR REASON");
    for (JsonNode trigger : answer.path("triggers")) {
      String runs =
          StreamSupport.stream(trigger.path("runs").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", "));
      table.row(
          text(trigger, "receivedAt"),
          text(trigger, "repo"),
          text(trigger, "ref"),
          shortCommit(text(trigger, "commit")),
          text(trigger, "outcome"),
          runs.isEmpty() ? text(trigger, "reason") : runs);
    }
    print(table, "Nothing has come in.");
    return ExitCode.COMPLETED;
  }
}
