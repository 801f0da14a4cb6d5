package dev.tako.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// Measured durations, in nanoseconds.
final class Latencies {
  private final long[] sorted;

  Latencies(long[] nanos) {
    this.sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /// The nearest-rank percentile in milliseconds.
  double percentile(double p) {
    int rank = (int) Math.ceil(p / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
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
