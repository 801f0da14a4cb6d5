package dev.tako.runner.step;

import java.nio.file.Path;
import java.util.List;

/// How a command ended, and where what it said lies until the next one starts.
///
/// @param lastLines the last lines printed, oldest first
/// @param stdout what it printed; both streams, unless it asked for separate ones
/// @param outputs the file that was `$TAKO_OUTPUT`
/// @param variables the folder that holds a file for each variable asked for that was set
public record CommandResult(
    CommandEnd end,
    List<String> lastLines,
    Path stdout,
    Path stderr,
    Path outputs,
    Path variables) {
  public CommandResult {
    lastLines = List.copyOf(lastLines);
  }
}
