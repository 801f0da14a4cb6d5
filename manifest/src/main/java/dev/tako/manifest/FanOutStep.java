package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `tako/fan-out@v1`: emits an event and, unless told otherwise, waits for every reaction to it.
///
/// @param head its timeout is how long to wait for the reactions (`with.timeout`, or the step's)
/// @param payload templates
/// @param concurrencyLimit how many reactions run at once; null means all
public record FanOutStep(
    StepHead head,
    String eventType,
    String schemaVersion,
    String artifact,
    Map<String, Object> payload,
    boolean waitForChildren,
    OnChildFailure onChildFailure,
    @Nullable Integer concurrencyLimit)
    implements Step {

  static final String USES = "tako/fan-out@v1";

  public FanOutStep {
    payload = Values.copy(payload);
  }

  @Override
  public String uses() {
    return USES;
  }
}
