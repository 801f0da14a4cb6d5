package dev.tako.graph;

import dev.tako.graph.cycle.Admission;
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
    List<Change> happened = List.of();
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

  /// @return what happened instead: a manifest that closes a cycle is rejected
  Change apply(Change change) {
    return apply(List.of(change)).getFirst();
  }

  /// All or none of them; they are in force when this returns.
  ///
  /// @return what happened, one for one: a manifest that closes a cycle is rejected
  List<Change> apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return List.of();
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
    return own.happened;
  }

  private void writeAll() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
    }
    try {
      write(batch);
    } catch (RuntimeException e) {
      // One of them may be to blame; the others must not suffer.
      batch.forEach(waiting -> writeAlone(waiting));
    }
    batch.forEach(waiting -> waiting.done = true);
  }

  private void writeAlone(Waiting waiting) {
    try {
      write(List.of(waiting));
    } catch (RuntimeException e) {
      waiting.failure = e;
    }
  }

  private void write(List<Waiting> batch) {
    Graph next = graph;
    List<Change> all = new ArrayList<>();
    for (Waiting waiting : batch) {
      List<Change> happened = new ArrayList<>();
      for (Change change : waiting.changes) {
        Change admitted = Admission.of(next, change);
        next = admitted.in(next);
        happened.add(admitted);
      }
      waiting.happened = List.copyOf(happened);
      all.addAll(happened);
    }
    store.write(all, time());
    graph = next;
  }

  /// PostgreSQL keeps microseconds; so does what is in memory.
  static Instant time() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
