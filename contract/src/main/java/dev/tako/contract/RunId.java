package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Names one run: `exec-YYYYMMDD-HHMMSS-<8 hex>`, the time in UTC.
public record RunId(@JsonValue String value) {
  private static final Pattern SHAPE = Pattern.compile("exec-\\d{8}-\\d{6}-[0-9a-f]{8}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a run id like exec-20261123-101500-0a1b2c3d, but found '" + value + "'.");
    }
  }

  /// The id of a run requested at `at`; `salt` tells apart the runs of one second.
  public static RunId of(Instant at, int salt) {
    return new RunId("exec-%s-%08x".formatted(TIME.format(at), salt));
  }

  public static boolean isValid(String value) {
    return SHAPE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
