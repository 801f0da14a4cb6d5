package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `tako/noop@v1`: does nothing and succeeds; a place to join, to emit an event, or to measure.
public record NoopStep(
    String id,
    @Nullable String name,
    @Nullable Expression condition,
    @Nullable Produces produces,
    boolean continueOnError,
    @Nullable Duration timeout,
    List<String> onFailure,
    Position at)
    implements Step {

  public NoopStep {
    onFailure = List.copyOf(onFailure);
  }
}
