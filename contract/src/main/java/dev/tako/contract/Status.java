package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// Where a run, an execution or a step stands; the same words everywhere: API, CLI, topics, tables.
public enum Status {
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("queued")
  QUEUED,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("waiting")
  WAITING,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED,
  @JsonProperty("skipped")
  SKIPPED,
  @JsonProperty("timed_out")
  TIMED_OUT;

  /// Whether nothing can follow.
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, SKIPPED, TIMED_OUT -> true;
      case PENDING, QUEUED, RUNNING, WAITING -> false;
    };
  }

  /// The word on the wire, for example `timed_out`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status of a word on the wire.
  public static Status ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
