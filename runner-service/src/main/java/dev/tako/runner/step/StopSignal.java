package dev.tako.runner.step;

import org.jspecify.annotations.Nullable;

/// Tells a job from outside to stop; the first word counts.
public final class StopSignal {
  /// Why to stop.
  public sealed interface Reason {}

  /// Somebody wants the job to end: say so.
  public record Cancel(String reason) implements Reason {}

  /// Another runner will do the job: say nothing.
  public record Abandon() implements Reason {}

  private volatile @Nullable Reason reason;

  public synchronized void stop(Reason why) {
    if (reason == null) {
      reason = why;
    }
  }

  public @Nullable Reason reason() {
    return reason;
  }

  public boolean isSet() {
    return reason != null;
  }
}
