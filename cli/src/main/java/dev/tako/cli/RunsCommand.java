package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Durations;
import dev.tako.cli.terminal.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tako runs`: the newest runs.
@Command(
    name = "runs",
    description = "The newest runs.",
    footer = {
      "",
      "Examples:",
      "  tako runs",
      "  tako runs --repo acme/core-lib --status failed --limit 5"
    })
final class RunsCommand extends ClientCommand {
  @Option(
      names = {"-r", "--repo"},
      paramLabel = "OWNER/REPO",
      description = "Only runs that started there.")
  private @Nullable String repo;

  @Option(names = "--status", paramLabel = "STATUS", description = "Only runs of that status.")
  private @Nullable String status;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: 20.")
  private int limit;

  RunsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer =
        coordinator()
            .get(
                "/api/v1/runs",
                Map.of(
                    "repo", repo == null ? "" : repo,
                    "status", status == null ? "" : status,
                    "limit", Integer.toString(limit)));
    if (isJson()) {
      print(answer);
      return ExitCode.COMPLETED;
    }
    Table table = new Table("RUN", "REPOSITORY", "WORKFLOW", "STATUS", "TOOK", "REQUESTED BY");
    for (JsonNode run : answer.path("runs")) {
      table.row(
          text(run, "id"),
          text(run, "repo"),
          text(run, "workflow"),
          text(run, "status"),
          Durations.of(run, Instant.now()),
          text(run, "requestedBy"));
    }
    print(table, "No runs. Start one: tako exec WORKFLOW --repo OWNER/REPO");
    return ExitCode.COMPLETED;
  }
}
