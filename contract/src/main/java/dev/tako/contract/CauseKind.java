package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// Why an execution exists: it was triggered, it reacts to an event, or it follows its parents.
public enum CauseKind {
  @JsonProperty("root")
  ROOT,
  @JsonProperty("reaction")
  REACTION,
  @JsonProperty("dependent")
  DEPENDENT;

  /// The word on the wire, for example `reaction`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The cause of a word on the wire.
  public static CauseKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
