package dev.tako.manifest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the manifest writes them: `90s`, `1h30m`, `500ms`, `2d`.
final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|d|h|m|s)");

  private Durations() {}

  /// @throws IllegalArgumentException saying what was expected and found
  static Duration parse(String text) {
    Matcher m = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (m.find() && m.start() == end) {
      long amount = Long.parseLong(m.group(1));
      sum =
          sum.plus(
              switch (m.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
      end = m.end();
    }
    if (end == text.length() && end > 0 && sum.isZero()) {
      throw new IllegalArgumentException(
          "expected a duration longer than nothing, found '" + text + "'");
    }
    if (end != text.length() || sum.isZero()) {
      throw new IllegalArgumentException(
          "expected a duration such as 90s, 10m or 1h30m, found '" + text + "'");
    }
    return sum;
  }
}
