package dev.tako.dev;

import java.util.concurrent.atomic.AtomicBoolean;

/// Something to undo when a command is interrupted or fails, unless it got far enough to keep it.
final class Cleanup implements AutoCloseable {
  private final Runnable undo;
  private final AtomicBoolean done = new AtomicBoolean();

  private Cleanup(Runnable undo) {
    this.undo = undo;
  }

  /// Runs `undo` once: when this is closed, or when the process is told to end before.
  static Cleanup onInterrupt(Runnable undo) {
    Cleanup cleanup = new Cleanup(undo);
    Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
    return cleanup;
  }

  /// There is nothing to undo any more.
  void keep() {
    done.set(true);
  }

  @Override
  public void close() {
    if (done.compareAndSet(false, true)) {
      undo.run();
    }
  }
}
