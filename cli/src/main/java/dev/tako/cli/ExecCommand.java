package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako exec`: start a run.
@Command(
    name = "exec",
    description = "Start a workflow in a repository, and everything that follows from it.",
    footer = {
      "",
      "Examples:",
      "  tako exec release --repo acme/core-lib --wait",
      "  tako exec release --repo acme/core-lib:main --inputs.bump=minor",
      "  tako exec release --repo acme/core-lib --dry-run",
      "",
      "With --wait the exit code is 0 when the run completed and 1 when it did not."
    })
final class ExecCommand extends ClientCommand {
  @Parameters(paramLabel = "WORKFLOW", description = "The workflow to start.")
  private String workflow = "";

  @Option(
      names = {"-r", "--repo"},
      required = true,
      paramLabel = "OWNER/REPO[:BRANCH]",
      description = "The repository to start in.")
  private String repo = "";

  @Option(
      names = "--inputs",
      paramLabel = "NAME=VALUE",
      description = "An input of the workflow; also written --inputs.NAME=VALUE.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--dry-run",
      description = "Show what would happen and why, as tako plan; start nothing.")
  private boolean dryRun;

  @Option(
      names = {"-w", "--wait"},
      description = "Show the run as it goes and wait for its end.")
  private boolean wait;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Asking twice with the same key starts one run.")
  private @Nullable String key;

  ExecCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (dryRun) {
      Forecasts.show(this, repo, workflow, inputs, Map.of());
      return ExitCode.COMPLETED;
    }
    Api coordinator = coordinator();
    JsonNode accepted = start(coordinator);
    String id = text(accepted, "id");
    if (!wait) {
      if (isJson()) {
        print(accepted);
      } else {
        print(id);
        print(paint().faint("Watch it: tako status " + id + " --watch"));
      }
      return ExitCode.COMPLETED;
    }
    JsonNode run = new RunWatcher(coordinator, watchTerminal()).watch(id);
    if (isJson()) {
      print(run);
    }
    return text(run, "status").equals("completed") ? ExitCode.COMPLETED : ExitCode.FAILED;
  }

  private JsonNode start(Api coordinator) {
    var body = Api.JSON.createObjectNode().put("repo", repo).put("workflow", workflow);
    body.set("inputs", Api.JSON.valueToTree(inputs));
    String requestKey = key == null ? UUID.randomUUID().toString() : key;
    return coordinator.post("/api/v1/runs", body, Map.of("Idempotency-Key", requestKey));
  }

  /// With JSON as the answer, the progress goes to the other stream.
  private Terminal watchTerminal() {
    return isJson() ? Terminal.plain(System.err) : session().terminal();
  }
}
