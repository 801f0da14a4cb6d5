package dev.tako.coordinator.run;

import java.time.Duration;

/// How long a runner's word that it has a job holds.
public final class Leases {
  /// How long a runner may be silent before its job is given to another: five heartbeats.
  public static final Duration LEASE = Duration.ofSeconds(15);

  /// How long a job may lie in the queue before it is put there again: the broker gives a record up
  /// after some deliveries that nobody acknowledged. A job that is taken twice is fenced.
  public static final Duration UNCLAIMED = Duration.ofMinutes(10);

  /// A job that outlived so many runners is taken to be what ends them.
  static final int MOST_EPOCHS = 5;

  private Leases() {}

  /// Whether a timer of this name ends a lease.
  public static boolean isLease(String timer) {
    return timer.startsWith(Timers.LEASE);
  }
}
