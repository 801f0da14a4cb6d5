package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako plan`: what a run would reach, without starting it.
@Command(
    name = "plan",
    description = "What a run would reach, without starting it.",
    footer = {
      "",
      "Examples:",
      "  tako plan acme/core-lib release",
      "  tako plan acme/core-lib release --inputs.bump=minor --output json"
    })
final class PlanCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "OWNER/REPO", description = "The root; [:branch] allowed.")
  private String repo = "";

  @Parameters(index = "1", paramLabel = "WORKFLOW", description = "The workflow to start.")
  private String workflow = "";

  @Option(
      names = "--inputs",
      paramLabel = "NAME=VALUE",
      description = "An input of the workflow; also written --inputs.NAME=VALUE.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  PlanCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode plan = Plans.request(graph(), repo, workflow, inputs);
    if (isJson()) {
      print(plan);
    } else {
      Plans.lines(plan, paint()).forEach(this::print);
    }
    return ExitCode.COMPLETED;
  }
}
