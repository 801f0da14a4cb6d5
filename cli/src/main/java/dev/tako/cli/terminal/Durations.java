package dev.tako.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Spans of time as people read them: `0.4 s`, `12.3 s`, `3 min 05 s`, `1 h 02 min`.
public final class Durations {
  private Durations() {}

  public static String text(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, span.toMillis()) / 1000.0);
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /// From an object's `startedAt` to its `endedAt`, or to now; empty when it has not started.
  public static String of(JsonNode object, Instant now) {
    String start = object.path("startedAt").asText("");
    if (start.isEmpty() || "null".equals(start)) {
      return "";
    }
    String end = object.path("endedAt").asText("");
    boolean ended = !end.isEmpty() && !"null".equals(end);
    return text(Duration.between(Instant.parse(start), ended ? Instant.parse(end) : now));
  }
}
