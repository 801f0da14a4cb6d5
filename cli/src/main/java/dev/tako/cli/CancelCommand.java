package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako cancel`: end a run and everything in it.
@Command(
    name = "cancel",
    description = "End a run and everything in it.",
    footer = {
      "",
      "Examples:",
      "  tako cancel exec-20261123-101500-0a1b2c3d --reason 'wrong version'"
    })
final class CancelCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "A run's id.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks later.")
  private @Nullable String reason;

  CancelCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Map<String, String> body = reason == null ? Map.of() : Map.of("reason", reason);
    JsonNode answer = coordinator().post(RunWatcher.path(run) + "/cancel", body, Map.of());
    if (isJson()) {
      print(answer);
    } else {
      print("Cancelling " + run);
    }
    return ExitCode.COMPLETED;
  }
}
