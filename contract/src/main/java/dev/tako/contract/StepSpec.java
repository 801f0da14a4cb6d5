package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step as a runner gets it: not rendered yet, because its templates may name outputs of
/// earlier steps of the same job.
///
/// @param id unique in its workflow
/// @param run the command template; null for a step that runs nothing (`tako/noop@v1`) or is built
///   in
/// @param condition the CEL expression of `if`
/// @param env templates by variable name, added to the workflow's
/// @param workingDirectory relative to the workspace
/// @param outputs output name to source: `from_stdout`, `from_stderr`, `from_file:<path>`,
///   `from_env:<NAME>`
/// @param onFailure command templates to run when the step fails
/// @param builtIn what a step without `run` does; null: nothing
/// @param secrets variable to the name of the secret whose value the runner gives it
/// @param isolation null: nothing confines it
public record StepSpec(
    String id,
    @Nullable String name,
    @Nullable String run,
    @Nullable String condition,
    Map<String, String> env,
    @Nullable Duration timeout,
    @Nullable RetrySpec retry,
    boolean continueOnError,
    @Nullable String workingDirectory,
    Map<String, String> outputs,
    List<String> onFailure,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BuiltIn builtIn,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> secrets,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IsolationSpec isolation) {
  public StepSpec {
    secrets = secrets == null ? Map.of() : Map.copyOf(secrets); // not there in older records
    env = Map.copyOf(env);
    outputs = Map.copyOf(outputs);
    onFailure = List.copyOf(onFailure);
  }

  /// Whether it has something to do in the workspace.
  public boolean needsWorkspace() {
    return run != null || builtIn != null;
  }

  /// How often to try a step, and how long to wait between tries: `backoff`, doubled each time up
  /// to `maxBackoff`.
  public record RetrySpec(int maxAttempts, Duration backoff, Duration maxBackoff) {}
}
