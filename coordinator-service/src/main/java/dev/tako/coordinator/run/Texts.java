package dev.tako.coordinator.run;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How values read in messages to people.
final class Texts {
  private Texts() {}

  /// `1h30m`, `10m`, `2.5s`.
  static String duration(@Nullable Duration duration) {
    return duration == null ? "none" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
