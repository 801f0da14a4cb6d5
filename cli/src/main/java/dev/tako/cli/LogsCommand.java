package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tako.cli.http.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako logs`: what the steps of a run printed.
@Command(
    name = "logs",
    description = "What the steps of a run printed.",
    footer = {
      "",
      "Examples:",
      "  tako logs exec-20261123-101500-0a1b2c3d",
      "  tako logs exec-20261123-101500-0a1b2c3d build",
      "  tako logs exec-20261123-101500-0a1b2c3d build --repo acme/lib-a -f"
    })
final class LogsCommand extends ClientCommand {
  private static final long PAUSE_MILLIS = 500;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id.")
  private String run = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "Only that step.")
  private @Nullable String step;

  @Option(
      names = {"-r", "--repo"},
      paramLabel = "OWNER/REPO",
      description = "Only that repository's steps.")
  private @Nullable String repo;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the run has ended.")
  private boolean follow;

  /// The time of the last chunk read.
  private String after = "";

  private String heading = "";
  private boolean atLineStart = true;

  LogsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Api coordinator = coordinator();
    ArrayNode all = Api.JSON.createArrayNode();
    while (true) {
      JsonNode state = coordinator.get(RunWatcher.path(run));
      boolean ended = RunWatcher.hasEnded(state);
      Map<String, String> titles = titles(state);
      for (JsonNode chunk : newChunks(coordinator)) {
        String title = titles.get(text(chunk, "executionId"));
        if (title != null && isJson()) {
          all.add(chunk);
        } else if (title != null) {
          show(chunk, title);
        }
      }
      if (!follow || ended) {
        if (isJson()) {
          print(Api.JSON.createObjectNode().set("chunks", all));
        }
        return ExitCode.COMPLETED;
      }
      // The API has no stream of output, only of the run's changes, so it is asked again.
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /// What was not read yet; the API gives it a page at a time.
  private List<JsonNode> newChunks(Api coordinator) {
    List<JsonNode> chunks = new ArrayList<>();
    while (true) {
      JsonNode page =
          coordinator
              .get(
                  RunWatcher.path(run) + "/logs",
                  Map.of("stepId", step == null ? "" : step, "after", after))
              .path("chunks");
      if (page.isEmpty()) {
        return chunks;
      }
      page.forEach(chunks::add);
      after = text(page.path(page.size() - 1), "at");
    }
  }

  private void show(JsonNode chunk, String title) {
    heading(title + " › " + text(chunk, "stepId"));
    String output = text(chunk, "text");
    session().terminal().out().print(output);
    session().terminal().out().flush();
    atLineStart = output.endsWith("\n");
  }

  private void heading(String title) {
    if (!title.equals(heading)) {
      if (!atLineStart) {
        print("");
      }
      print(paint().strong("── " + title));
      heading = title;
    }
  }

  /// The executions to show, by id.
  private Map<String, String> titles(JsonNode state) {
    Map<String, String> titles = new HashMap<>();
    for (JsonNode execution : state.path("executions")) {
      String name = text(execution, "repo");
      if (repo == null || name.equals(repo) || name.startsWith(repo + ":")) {
        titles.put(text(execution, "id"), name + " " + text(execution, "workflow"));
      }
    }
    return titles;
  }
}
