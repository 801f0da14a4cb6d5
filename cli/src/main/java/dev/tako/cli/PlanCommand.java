package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako plan`: what a run, or a push, would do and why, without starting it.
@Command(
    name = "plan",
    description = "What a run, or a push, would do and why; nothing is started.",
    footer = {
      "",
      "Examples:",
      "  tako plan acme/core-lib release",
      "  tako plan acme/core-lib release --inputs.bump=minor --payload.version=2.0.0",
      "  tako plan --push my-branch",
      "  tako plan --push main --repo acme/core-lib",
      "",
      "--payload.NAME=VALUE is assumed of every event whose field NAME is not known beforehand.",
      "The exit code is 2 when a run would be refused, or the manifest of --push rejected."
    })
final class PlanCommand extends ClientCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "OWNER/REPO",
      description = "The root; [:branch] allowed.")
  private @Nullable String root;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WORKFLOW",
      description = "The workflow to start.")
  private @Nullable String workflow;

  @Option(
      names = "--inputs",
      parameterConsumer = NamesOnce.class,
      paramLabel = "NAME=VALUE",
      description = "An input of the workflow; also written --inputs.NAME=VALUE.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--payload",
      parameterConsumer = NamesOnce.class,
      paramLabel = "NAME=VALUE",
      description = "A payload field to assume; also written --payload.NAME=VALUE.")
  private Map<String, String> payload = new LinkedHashMap<>();

  @Option(
      names = "--push",
      paramLabel = "REF",
      description = "A branch, tag or full commit id: what pushing it would start.")
  private @Nullable String push;

  @Option(
      names = {"-r", "--repo"},
      paramLabel = "OWNER/REPO",
      description =
          "The repository of --push. Default: the one that the working directory is a clone of.")
  private @Nullable String repo;

  PlanCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    String where = repo == null ? root : repo;
    if (push != null) {
      return planPush(where, push);
    }
    if (where == null || workflow == null) {
      throw new IllegalArgumentException(
          "Expected a repository and a workflow, as in 'tako plan acme/core-lib release', or"
              + " --push REF --repo acme/core-lib.");
    }
    Forecasts.show(this, where, workflow, inputs, payload, false);
    return ExitCode.COMPLETED;
  }

  private int planPush(@Nullable String where, String ref) {
    if (workflow != null || !inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected --push REF, perhaps with --repo OWNER/REPO, and neither workflow nor inputs: a push"
              + " starts the workflows whose 'on' matches, with their defaults.");
    }
    var body =
        Api.JSON
            .createObjectNode()
            .put("repo", WorkingRepository.or(where, Path.of(""), graph()))
            .put("ref", ref);
    body.set("payload", Api.JSON.valueToTree(payload));
    JsonNode told = graph().post("/api/v1/forecast/push", body, Map.of());
    if (isJson()) {
      print(told);
    } else {
      Forecasts.show(this, "/api/v1/forecast/push", body);
    }
    return isRefused(told) ? ExitCode.REFUSED : ExitCode.COMPLETED;
  }

  private static boolean isRefused(JsonNode told) {
    return told.path("index").hasNonNull("reason")
        || told.path("workflows").findValues("refusal").stream().anyMatch(JsonNode::isObject);
  }
}
