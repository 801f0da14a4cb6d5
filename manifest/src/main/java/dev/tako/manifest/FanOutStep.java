package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `tako/fan-out@v1`: emits an event and, unless told otherwise, waits for every reaction to it.
///
/// @param timeout how long to wait for the reactions (`with.timeout`, or the step's own)
/// @param payload templates
/// @param concurrencyLimit how many reactions run at once; null means all
public record FanOutStep(
    String id,
    @Nullable String name,
    @Nullable Expression condition,
    @Nullable Produces produces,
    boolean continueOnError,
    @Nullable Duration timeout,
    List<String> onFailure,
    Position at,
    String eventType,
    String schemaVersion,
    String artifact,
    Map<String, Object> payload,
    boolean waitForChildren,
    OnChildFailure onChildFailure,
    @Nullable Integer concurrencyLimit)
    implements Step {

  public FanOutStep {
    onFailure = List.copyOf(onFailure);
    payload = Values.copy(payload);
  }
}
