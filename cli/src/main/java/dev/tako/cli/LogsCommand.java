package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

  /// Chunks already printed.
  private final Set<String> seen = new HashSet<>();

  private String heading = "";
  private boolean atLineStart = true;

  LogsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Api coordinator = coordinator();
    while (true) {
      JsonNode state = coordinator.get(RunWatcher.path(run));
      boolean ended = RunWatcher.hasEnded(state);
      JsonNode answer =
          coordinator.get(
              RunWatcher.path(run) + "/logs", Map.of("stepId", step == null ? "" : step));
      if (isJson()) {
        print(answer);
        return ExitCode.COMPLETED;
      }
      show(answer, titles(state));
      if (!follow || ended) {
        return ExitCode.COMPLETED;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void show(JsonNode answer, Map<String, String> titles) {
    for (JsonNode chunk : answer.path("chunks")) {
      String title = titles.get(text(chunk, "executionId"));
      String key =
          text(chunk, "executionId")
              + "/"
              + text(chunk, "stepId")
              + "/"
              + text(chunk, "epoch")
              + "/"
              + text(chunk, "sequence");
      if (title != null && seen.add(key)) {
        heading(title + " › " + text(chunk, "stepId"));
        String output = text(chunk, "text");
        session().terminal().out().print(output);
        atLineStart = output.endsWith("\n");
      }
    }
    session().terminal().out().flush();
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
