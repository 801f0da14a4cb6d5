package dev.tako.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// Measured durations, in nanoseconds.
public final class Latencies {
  private final long[] sorted;

  public Latencies(long[] nanos) {
    this.sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /// The nearest-rank percentile in milliseconds.
  public double percentile(double p) {
    int rank = (int) Math.ceil(p / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }

  /// For JSON.
  @JsonValue
  Map<String, Number> figures() {
    return Map.of(
        "p50Millis", percentile(50),
        "p99Millis", percentile(99),
        "maxMillis", percentile(100),
        "count", sorted.length);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   n=%d",
        percentile(50),
        percentile(99),
        percentile(100),
        sorted.length);
  }
}
