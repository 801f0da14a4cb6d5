package dev.tako.coordinator.kafka;

import dev.tako.contract.RunLifecycle;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One watcher's view of one run: its changes from the moment of subscription, in order.
///
/// It holds a bounded number of changes; a watcher that falls further behind is closed, so that it
/// asks again rather than see gaps.
public final class RunChanges implements AutoCloseable {
  private static final int CAPACITY = 4096;

  private final BlockingQueue<RunLifecycle> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Runnable onClose;
  private volatile boolean open = true;

  RunChanges(Runnable onClose) {
    this.onClose = onClose;
  }

  /// The next change, or null when there is none for so long.
  public @Nullable RunLifecycle poll(Duration patience) throws InterruptedException {
    return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// False when no change will follow those it holds.
  public boolean isOpen() {
    return open;
  }

  void offer(RunLifecycle change) {
    if (!queue.offer(change)) {
      close();
    }
  }

  @Override
  public void close() {
    open = false;
    onClose.run();
  }
}
