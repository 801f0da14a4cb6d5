package dev.tako.dev;

import dev.tako.cli.ExitCode;
import dev.tako.cli.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tako down`: stop the embedded system, and a demo that was kept; the data stays.
@Command(
    name = "down",
    description = "Stop the embedded system, and a demo that was kept running. The data stays.",
    footer = {"", "Examples:", "  tako down"})
final class DownCommand implements Callable<Integer> {
  private final Session session;

  DownCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path data = Home.find().data();
    boolean any = false;
    for (Path folder : List.of(data, data.resolve("demo"))) {
      EmbeddedSystem system =
          EmbeddedSystem.at(
              new SystemSettings(folder, true, true, Map.of()), session.terminal().out()::println);
      if (!system.state().processes().isEmpty()) {
        any |= !system.running().isEmpty();
        system.stop();
      }
    }
    if (!any) {
      session.terminal().out().println("The embedded system is not running.");
    }
    return ExitCode.COMPLETED;
  }
}
