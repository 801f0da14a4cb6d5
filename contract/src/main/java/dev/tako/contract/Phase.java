package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a run is busy with.
public enum Phase {
  @JsonProperty("planning")
  PLANNING,
  @JsonProperty("executing_steps")
  EXECUTING_STEPS,
  @JsonProperty("waiting_for_subscribers")
  WAITING_FOR_SUBSCRIBERS,
  @JsonProperty("triggering_dependents")
  TRIGGERING_DEPENDENTS,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED;

  /// The word on the wire, for example `executing_steps`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The phase of a word on the wire.
  public static Phase ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
