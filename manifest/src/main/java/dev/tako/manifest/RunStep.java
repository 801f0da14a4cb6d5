package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step that runs a shell script.
///
/// @param run a template, rendered with [dev.tako.manifest.template.Template#renderShell]
/// @param env values are templates
/// @param workingDirectory relative to the workspace, never outside of it; a template
public record RunStep(
    String id,
    @Nullable String name,
    @Nullable Expression condition,
    @Nullable Produces produces,
    boolean continueOnError,
    @Nullable Duration timeout,
    List<String> onFailure,
    Position at,
    String run,
    Map<String, String> env,
    @Nullable Retry retry,
    @Nullable String workingDirectory)
    implements Step {

  public RunStep {
    onFailure = List.copyOf(onFailure);
    env = Values.copy(env);
  }
}
