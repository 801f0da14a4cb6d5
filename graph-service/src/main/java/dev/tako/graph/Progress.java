package dev.tako.graph;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the repositories are that are indexed at once.
public final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final int LOGGED = 500;

  /// @param total 0 when nothing is under way
  public record Now(int done, int total) {}

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger total = new AtomicInteger();

  void begun(int repositories) {
    total.addAndGet(repositories);
  }

  void oneDone() {
    int now = done.incrementAndGet();
    if (now % LOGGED == 0) {
      LOG.info("Indexing: done={} of={}", now, total.get());
    }
  }

  void ended(int repositories) {
    if (total.addAndGet(-repositories) == 0) {
      done.set(0);
    }
  }

  public Now now() {
    return new Now(done.get(), total.get());
  }
}
