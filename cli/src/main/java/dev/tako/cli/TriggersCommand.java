package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Table;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/// `tako triggers`: what came in from outside, and what became of it.
@Command(
    name = "triggers",
    description = "What came in from outside, and what became of it.",
    footer = {"", "Examples:", "  tako triggers", "  tako triggers --output json"})
final class TriggersCommand extends ClientCommand {
  TriggersCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
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
