package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  tako exec integration_test --repo acme/app --simulate-event api_published"
          + " --payload.version=1.4.0 --wait",
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
      parameterConsumer = NamesOnce.class,
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

  @Mixin private SimulatedEvent event = new SimulatedEvent();

  ExecCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (event.isGiven()) {
      return simulate();
    }
    if (dryRun) {
      Forecasts.show(this, repo, workflow, inputs, Map.of(), true);
      return ExitCode.COMPLETED;
    }
    return StartedRun.follow(this, start(coordinator()), wait);
  }

  /// Asks first what the event would do, so that a filter that refuses it is told at once.
  private int simulate() {
    if (!inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected no --inputs with --simulate-event: the subscription maps them from the event's"
              + " payload. Give --payload.NAME=VALUE.");
    }
    ObjectNode question = event.question(repo, workflow);
    JsonNode forecast = graph().post("/api/v1/forecast/event", question, Map.of());
    JsonNode told = SimulatedEvent.toldOf(forecast);
    String nobody = event.whyNobody(told);
    if (dryRun) {
      Forecasts.show(this, "/api/v1/forecast/event", question);
      return nobody == null ? ExitCode.COMPLETED : ExitCode.FAILED;
    }
    if (nobody != null) {
      throw new IllegalStateException(
          "Expected %s %s of %s to start %s, but it would not:\n%s"
              .formatted(
                  text(told, "type"),
                  text(told, "schemaVersion"),
                  text(told, "artifact"),
                  workflow,
                  nobody));
    }
    JsonNode accepted =
        event.deliver(coordinator(), repo, workflow, text(told, "artifact"), requestKey());
    return StartedRun.follow(this, accepted, wait);
  }

  private JsonNode start(Api coordinator) {
    var body = Api.JSON.createObjectNode().put("repo", repo).put("workflow", workflow);
    body.set("inputs", Api.JSON.valueToTree(inputs));
    return coordinator.post("/api/v1/runs", body, Map.of("Idempotency-Key", requestKey()));
  }

  private String requestKey() {
    return key == null ? UUID.randomUUID().toString() : key;
  }
}
