package dev.tako.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// The same work on many things at once, on virtual threads, a bounded number at a time.
public final class Parallel {
  private final Semaphore slots;

  public Parallel(int most) {
    this.slots = new Semaphore(most);
  }

  /// @return the results in the order of the items
  /// @throws RuntimeException the first one that the work threw, after all have ended
  public <T, R> List<R> map(Collection<T> items, Function<T, R> work) throws InterruptedException {
    List<Future<R>> futures = new ArrayList<>(items.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T item : items) {
        futures.add(threads.submit(() -> inSlot(item, work)));
      }
    }
    List<R> results = new ArrayList<>(items.size());
    for (Future<R> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }

  private <T, R> R inSlot(T item, Function<T, R> work) throws InterruptedException {
    slots.acquire();
    try {
      return work.apply(item);
    } finally {
      slots.release();
    }
  }
}
