package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako impact`: what may run if a repository, an artifact or an event changes, and why.
@Command(
    name = "impact",
    description = "What may run if a repository, an artifact or an event changes, and why.",
    footer = {
      "",
      "Examples:",
      "  tako impact acme/core-lib",
      "  tako impact acme/core-lib --artifact core-lib",
      "  tako impact acme/core-lib --event library_built",
      "  tako impact acme/core-lib:next --workflow release --output json",
      "",
      "An artifact or an event reaches those who listen; a repository or a workflow its dependents"
          + " too."
    })
final class ImpactCommand extends ClientCommand {
  @Parameters(paramLabel = "OWNER/REPO[:BRANCH]", description = "What changes.")
  private String repo = "";

  @Option(
      names = "--artifact",
      paramLabel = "NAME",
      description = "Only who listens to events about this artifact of it.")
  private @Nullable String artifact;

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "Only who listens to events of this type.")
  private @Nullable String event;

  @Option(
      names = "--workflow",
      paramLabel = "NAME",
      description = "Only what this workflow of it leads to.")
  private @Nullable String workflow;

  ImpactCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    int colon = repo.indexOf(':');
    String name = colon < 0 ? repo : repo.substring(0, colon);
    Map<String, String> query =
        Map.of(
            "branch", colon < 0 ? "" : repo.substring(colon + 1),
            "artifact", artifact == null ? "" : artifact,
            "event", event == null ? "" : event,
            "workflow", workflow == null ? "" : workflow);
    JsonNode impact = graph().get(Api.repositoryPath(name) + "/impact", query);
    if (isJson()) {
      print(impact);
    } else {
      show(impact);
    }
    return ExitCode.COMPLETED;
  }

  private void show(JsonNode impact) {
    int repositories = impact.path("repositories").asInt();
    String what = repositories == 1 ? "repository" : "repositories";
    print("%s reaches %d %s".formatted(text(impact, "repo"), repositories, what));
    Table table = new Table("DISTANCE", "REPOSITORY", "WORKFLOW", "BECAUSE");
    for (JsonNode step : impact.path("reached")) {
      for (JsonNode execution : step.path("executions")) {
        table.row(
            text(step, "distance"),
            text(execution, "repo"),
            text(execution, "workflow"),
            because(step, execution));
      }
    }
    if (!table.isEmpty()) {
      table.lines().forEach(this::print);
    }
  }

  /// A dependent stands in the manifest of the repository before it, a subscription in its own.
  private static String because(JsonNode step, JsonNode execution) {
    boolean depends = text(step, "cause").equals("dependent");
    String place =
        "%s tako.yml:%s"
            .formatted(
                depends ? text(step, "from") : text(execution, "repo"), text(execution, "line"));
    String from = (text(step, "from") + " " + text(step, "workflow")).strip();
    return depends
        ? "it depends on %s (%s)".formatted(from, place)
        : "it reacts to %s of %s, about %s (%s)"
            .formatted(text(step, "event"), from, text(step, "artifact"), place);
  }
}
