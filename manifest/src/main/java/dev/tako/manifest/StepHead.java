package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every step has, whatever it does.
///
/// @param id unique in its workflow; `step-<n>`, counted from 1, where the manifest gives none
/// @param condition the step is skipped when this is false
/// @param onFailure shell commands (templates) run after the step has failed
public record StepHead(
    String id,
    @Nullable String name,
    @Nullable Expression condition,
    @Nullable Produces produces,
    boolean continueOnError,
    @Nullable Duration timeout,
    List<String> onFailure,
    Position at) {

  public StepHead {
    onFailure = List.copyOf(onFailure);
  }

  StepHead withTimeout(@Nullable Duration other) {
    return new StepHead(id, name, condition, produces, continueOnError, other, onFailure, at);
  }
}
