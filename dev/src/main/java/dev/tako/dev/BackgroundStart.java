package dev.tako.dev;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The start of one component on a thread of its own.
final class BackgroundStart {
  private final Component component;
  private final int port;
  private final Thread thread;
  private volatile @Nullable ProcessId process;
  private volatile @Nullable RuntimeException failure;
  private volatile Duration took = Duration.ZERO;

  private BackgroundStart(Component component, int port, Supplier<ProcessId> start) {
    this.component = component;
    this.port = port;
    this.thread = Thread.ofPlatform().unstarted(() -> run(start));
  }

  static BackgroundStart of(Component component, int port, Supplier<ProcessId> start) {
    BackgroundStart begun = new BackgroundStart(component, port, start);
    begun.thread.start();
    return begun;
  }

  private void run(Supplier<ProcessId> start) {
    long begin = System.nanoTime();
    try {
      process = start.get();
    } catch (RuntimeException e) {
      failure = e;
    }
    took = Duration.ofNanos(System.nanoTime() - begin);
  }

  Component component() {
    return component;
  }

  int port() {
    return port;
  }

  Duration took() {
    return took;
  }

  /// Waits for the end of the start.
  ///
  /// @throws RuntimeException what the start threw
  ProcessId await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting " + component.title(), e);
    }
    RuntimeException thrown = failure;
    ProcessId started = process;
    if (thrown != null) {
      throw thrown;
    }
    if (started == null) {
      throw new IllegalStateException("Expected " + component.title() + " to have started.");
    }
    return started;
  }
}
