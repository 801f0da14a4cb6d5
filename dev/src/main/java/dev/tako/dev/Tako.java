package dev.tako.dev;

import dev.tako.cli.Session;
import dev.tako.cli.TakoCli;
import picocli.CommandLine;

/// The main class of `./tako`: the client's commands, and those of the embedded system.
public final class Tako {
  private Tako() {}

  public static void main(String... arguments) {
    System.exit(run(Session.system(), arguments));
  }

  static int run(Session session, String... arguments) {
    CommandLine line = TakoCli.commandLine(session, new SystemStatus(session));
    line.addSubcommand(new UpCommand(session))
        .addSubcommand(new DownCommand(session))
        .addSubcommand(new DemoCommand(session))
        .addSubcommand(new TestCommand(session));
    return TakoCli.run(line, arguments);
  }
}
