package dev.tako.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// One at a time per repository.
final class Locks {
  /// Work that may fail in its own way.
  interface Work<T, X extends Exception> {
    T run() throws X;
  }

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  <T, X extends Exception> T holding(RepositoryRef repo, Work<T, X> work) throws X {
    ReentrantLock lock = locks.computeIfAbsent(repo.fullName(), _ -> new ReentrantLock());
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }
}
