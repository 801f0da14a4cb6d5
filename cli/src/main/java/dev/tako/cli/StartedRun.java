package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Terminal;

/// A run that was accepted: shown, and followed to its end where that is asked for.
final class StartedRun {
  private StartedRun() {}

  /// @param accepted the coordinator's answer
  /// @param wait whether to show it as it goes and to end as it does
  /// @return the exit code
  static int follow(ClientCommand command, JsonNode accepted, boolean wait) {
    String id = ClientCommand.text(accepted, "id");
    if (!wait) {
      if (command.isJson()) {
        command.print(accepted);
      } else {
        command.print(id);
        command.print(command.paint().faint("Watch it: tako status " + id + " --watch"));
      }
      return ExitCode.COMPLETED;
    }
    JsonNode run = new RunWatcher(command.coordinator(), watchTerminal(command)).watch(id);
    if (command.isJson()) {
      command.print(run);
    }
    return ClientCommand.text(run, "status").equals("completed")
        ? ExitCode.COMPLETED
        : ExitCode.FAILED;
  }

  /// With JSON as the answer, the progress goes to the other stream.
  private static Terminal watchTerminal(ClientCommand command) {
    return command.isJson() ? Terminal.plain(System.err) : command.session().terminal();
  }
}
