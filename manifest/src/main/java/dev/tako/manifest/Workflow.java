package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A named sequence of steps.
///
/// @param inputs by name; the same map in all workflows that declare the same
/// @param env values are templates
/// @param secrets names only
/// @param image the container image in which the steps run; null: the runner's own system
/// @param resources limits of each step that has none of its own
/// @param timeout for the whole workflow, null means the installation's
/// @param detectEvents whether a step's event may be detected from its id and command
public record Workflow(
    String name,
    On on,
    Map<String, Input> inputs,
    Map<String, String> env,
    List<String> secrets,
    @Nullable String image,
    Resources resources,
    @Nullable Duration timeout,
    boolean detectEvents,
    List<Step> steps,
    Position at) {

  public Workflow {
    inputs = CommonInputs.of(inputs);
    env = Values.copy(env);
    secrets = List.copyOf(secrets);
    steps = List.copyOf(steps);
  }
}
