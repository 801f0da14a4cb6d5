package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A built-in that the language knows and that cannot be run yet; see [Manifest#notSupportedYet].
public record OtherStep(
    String id,
    @Nullable String name,
    @Nullable Expression condition,
    @Nullable Produces produces,
    boolean continueOnError,
    @Nullable Duration timeout,
    List<String> onFailure,
    Position at,
    String uses,
    Map<String, Object> with)
    implements Step {

  public OtherStep {
    onFailure = List.copyOf(onFailure);
    with = Values.copy(with);
  }
}
