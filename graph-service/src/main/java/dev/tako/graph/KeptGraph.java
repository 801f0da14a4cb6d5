package dev.tako.graph;

import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.postgres.GraphStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The graph in memory and its rows, changed together: first the rows are committed, then the
/// snapshot is replaced. Changes of one branch must not run at the same time.
///
/// What several threads change at the same time is committed as one transaction: whoever gets the
/// lock writes for all who wait. A commit costs the same for ten changes as for one.
final class KeptGraph {
  private static final class Waiting {
    final List<Change> changes;
    boolean done;
    @Nullable RuntimeException failure;

    Waiting(List<Change> changes) {
      this.changes = List.copyOf(changes);
    }
  }

  private final GraphStore store;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Graph graph = Graph.EMPTY;

  KeptGraph(GraphStore store) {
    this.store = store;
  }

  void load() {
    graph = store.load();
  }

  Graph now() {
    return graph;
  }

  void apply(Change change) {
    apply(List.of(change));
  }

  /// All or none of them; they are in force when this returns.
  void apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Waiting own = new Waiting(changes);
    queue.add(own);
    writing.lock();
    try {
      if (!own.done) {
        writeAll();
      }
    } finally {
      writing.unlock();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    if (!own.done) {
      throw new IllegalStateException(
          "Expected the changes to be written, but the thread that wrote them ended.");
    }
  }

  private void writeAll() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
    }
    try {
      write(batch.stream().flatMap(waiting -> waiting.changes.stream()).toList());
    } catch (RuntimeException e) {
      // One of them may be to blame; the others must not suffer.
      batch.forEach(waiting -> writeAlone(waiting));
    }
    batch.forEach(waiting -> waiting.done = true);
  }

  private void writeAlone(Waiting waiting) {
    try {
      write(waiting.changes);
    } catch (RuntimeException e) {
      waiting.failure = e;
    }
  }

  private void write(List<Change> changes) {
    store.write(changes, time());
    Graph next = graph;
    for (Change change : changes) {
      next = change.in(next);
    }
    graph = next;
  }

  /// PostgreSQL keeps microseconds; so does what is in memory.
  static Instant time() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
