package dev.tako.runner.step;

import java.time.Duration;

/// Takes what a step prints, in order.
public interface StepLog {
  /// The most characters in one chunk; at three bytes each it stays under the 64 KiB of a
  /// [dev.tako.contract.LogChunk].
  int CHUNK = 20_000;

  /// @param text at most [#CHUNK] characters
  /// @param patience how long to wait for room
  /// @return whether it was taken; false: there is no room now
  boolean offer(String text, Duration patience);
}
