package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.RunTreeView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako status`: a run as a tree, or the system itself.
@Command(
    name = "status",
    description = "A run as a tree; without a run, the system itself.",
    footer = {
      "",
      "Examples:",
      "  tako status",
      "  tako status exec-20261123-101500-0a1b2c3d",
      "  tako status exec-20261123-101500-0a1b2c3d --watch"
    })
final class StatusCommand extends ClientCommand {
  private final SystemOverview overview;

  @Parameters(paramLabel = "RUN", arity = "0..1", description = "A run's id.")
  private @Nullable String run;

  @Option(
      names = {"-w", "--watch"},
      description = "Follow the run until it has ended.")
  private boolean watch;

  StatusCommand(Session session, SystemOverview overview) {
    super(session);
    this.overview = overview;
  }

  @Override
  public Integer call() throws Exception {
    if (run == null) {
      return overview.show(isJson());
    }
    Api coordinator = coordinator();
    JsonNode answer = coordinator.get(RunWatcher.path(run));
    if (watch && !isJson()) {
      JsonNode ended = new RunWatcher(coordinator, session().terminal()).watch(run);
      return text(ended, "status").equals("completed") ? ExitCode.COMPLETED : ExitCode.FAILED;
    }
    if (isJson()) {
      print(answer);
    } else {
      RunTreeView.lines(answer, Instant.now(), paint()).forEach(this::print);
    }
    return ExitCode.COMPLETED;
  }
}
