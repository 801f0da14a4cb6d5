package dev.tako.runner.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a command ended, and where what it said lies until the next one starts.
///
/// @param lastLines the last lines printed, oldest first
/// @param stdout what it printed; both streams, unless it asked for separate ones
/// @param outputs the file that was `$TAKO_OUTPUT`
/// @param variables a file for each variable asked for, there if it was set
public record CommandResult(
    CommandEnd end,
    List<String> lastLines,
    Path stdout,
    Path stderr,
    Path outputs,
    Map<String, Path> variables) {
  public CommandResult {
    variables = Map.copyOf(variables);
    lastLines = List.copyOf(lastLines);
  }
}
