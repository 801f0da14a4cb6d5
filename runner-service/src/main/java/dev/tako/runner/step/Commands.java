package dev.tako.runner.step;

import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.IOException;

/// What can run a command.
public interface Commands {
  /// Runs the command in the execution's workspace and returns when nothing of it is left running.
  ///
  /// @throws IOException if it could not be started
  CommandResult run(Command command, ExecutionDirectory directory, StopSignal stop, StepLog log)
      throws IOException;
}
