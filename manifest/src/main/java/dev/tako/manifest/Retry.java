package dev.tako.manifest;

import java.time.Duration;

/// How often a failed command is tried, and how long to wait in between: `backoff`, doubled each
/// time up to `maxBackoff`.
///
/// @param maxAttempts the first one included
public record Retry(int maxAttempts, Duration backoff, Duration maxBackoff) {

  /// The wait after failed attempt `attempt`, counted from 1.
  public Duration delayAfter(int attempt) {
    Duration delay = backoff;
    for (int i = 1; i < attempt && delay.compareTo(maxBackoff) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(maxBackoff) < 0 ? delay : maxBackoff;
  }
}
