package dev.tako.dev;

import dev.tako.cli.ExitCode;
import dev.tako.cli.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `tako up`: start the embedded system, which goes on when the command has ended.
@Command(
    name = "up",
    description = "Start the embedded system: Kafka, PostgreSQL and the services.",
    footer = {
      "",
      "Everything it writes lies under .tako/ and is kept. What is already running stays as it is;",
      "what has died is started again.",
      "",
      "Examples:",
      "  tako up && tako repos add acme/core-lib --url file:///srv/git/core-lib.git"
    })
final class UpCommand implements Callable<Integer> {
  private final Session session;

  UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SystemSettings settings = new SystemSettings(Home.find().data(), true, true, Map.of());
    EmbeddedSystem system = EmbeddedSystem.at(settings, session.terminal().out()::println);
    String missing =
        system.missing().stream().map(Component::title).collect(Collectors.joining(", "));
    if (missing.isEmpty()) {
      print("The embedded system is already running:");
      SystemStatus.table(system.state()).forEach(this::print);
      return ExitCode.COMPLETED;
    }
    print(
        system.running().isEmpty()
            ? "Starting the embedded system"
            : "Some of the embedded system has ended; starting " + missing);
    try (Cleanup cleanup = Cleanup.onInterrupt(system::stop)) {
      system.startMissing();
      cleanup.keep();
    }
    print("");
    print("API              " + system.coordinator() + "/api/v1/runs");
    print("Webhooks         " + system.coordinator() + "/webhooks/github");
    print("Webhook secret   " + system.webhookSecret().file());
    print("Logs             " + settings.folder().resolve("logs"));
    print("Stop it          ./tako down");
    return ExitCode.COMPLETED;
  }

  private void print(String line) {
    session.terminal().out().println(line);
  }
}
