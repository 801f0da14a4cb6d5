package dev.tako.runner.step;

import dev.tako.runner.secret.Masking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A shell script that is ready to run, all its templates rendered.
///
/// @param workingDirectory relative to the workspace; null: the workspace itself
/// @param separateStreams whether an output is read from only one of stdout and stderr
/// @param env declared variables, secrets and `TAKO_…`; what the machine adds (`PATH`, `HOME`) is
///   not here
/// @param workingDirectory relative to the workspace; null: the workspace itself
/// @param separateStreams whether an output is read from only one of stdout and stderr
/// @param variables names of shell variables whose values at the script's end are outputs
/// @param masking keeps the secrets out of what the command prints
public record Command(
    String stepId,
    String script,
    Map<String, String> env,
    @Nullable String workingDirectory,
    @Nullable Duration timeout,
    boolean separateStreams,
    List<String> variables,
    Masking masking) {
  public Command {
    env = Map.copyOf(env);
    variables = List.copyOf(variables);
  }

  /// Without the variables, among which there are secrets.
  @Override
  public String toString() {
    return "Command[stepId=" + stepId + "]";
  }

  /// Another script in the same surroundings, for example of `on_failure`.
  Command withScript(String other) {
    return new Command(stepId, other, env, workingDirectory, timeout, false, List.of(), masking);
  }
}
