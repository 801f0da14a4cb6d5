package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.manifest.RepositoryRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Who waits for whom in a run, first in first out: for the turn of a repository's workflow, and
/// for a place among the reactions that a `concurrency_limit` lets run at once.
///
/// ```
/// reaction ──limit reached──► held ──an earlier one ended──► turn free? ──no──► waits for its turn
///     └───────────────────────────────────────────────────────► yes: begins
/// ```
///
/// A place is taken before a turn, never the other way round: whoever has a turn can go on without
/// a place, so the two cannot wait for each other.
///
/// @param active the execution whose turn it is
/// @param waiting those that wait for that turn
/// @param held the reactions that wait for a place; no entry means that nobody does
public record Queues(
    PMap<Turn, ExecutionId> active,
    PMap<Turn, PVector<ExecutionId>> waiting,
    PMap<FanOut, PVector<ExecutionId>> held) {

  static final Queues EMPTY =
      new Queues(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

  /// What only one execution of a run has at a time: a workflow of a repository.
  public record Turn(RepositoryRef repo, String workflow) {
    static Turn of(Execution execution) {
      return new Turn(execution.repo(), execution.workflow());
    }
  }

  /// The step whose reactions a limit counts.
  public record FanOut(ExecutionId parent, String stepId) {
    static @Nullable FanOut of(Execution execution) {
      return execution.cause() instanceof Cause.Reaction reaction
          ? new FanOut(reaction.parent(), reaction.stepId())
          : null;
    }
  }

  /// The queues that executions are in, as their states say.
  public static Queues of(Collection<Execution> executions) {
    Queues queues = EMPTY;
    for (Execution execution : executions) {
      if (execution.occupiesItsTurn()) {
        queues = queues.taking(Turn.of(execution), execution.id());
      }
    }
    List<Execution> inOrder =
        executions.stream()
            .filter(e -> e.state().ticket() > 0)
            .sorted(Comparator.comparingInt(e -> e.state().ticket()))
            .toList();
    for (Execution execution : inOrder) {
      FanOut fanOut = FanOut.of(execution);
      queues =
          execution.state() instanceof ExecutionState.Held && fanOut != null
              ? queues.holding(fanOut, execution.id())
              : queues.queueing(Turn.of(execution), execution.id());
    }
    return queues;
  }

  @Nullable ExecutionId holder(Turn turn) {
    return active.get(turn);
  }

  Queues taking(Turn turn, ExecutionId id) {
    return new Queues(active.plus(turn, id), waiting, held);
  }

  Queues queueing(Turn turn, ExecutionId id) {
    return new Queues(active, append(waiting, turn, id), held);
  }

  /// Without `id`: if the turn was its, it is the next one's.
  Queues leaving(Turn turn, ExecutionId id) {
    if (!id.equals(active.get(turn))) {
      return new Queues(active, remove(waiting, turn, id), held);
    }
    PVector<ExecutionId> queue = waiting.get(turn);
    if (queue == null) {
      return new Queues(active.minus(turn), waiting, held);
    }
    ExecutionId next = queue.getFirst();
    return new Queues(active.plus(turn, next), remove(waiting, turn, next), held);
  }

  Queues holding(FanOut fanOut, ExecutionId id) {
    return new Queues(active, waiting, append(held, fanOut, id));
  }

  /// The reaction that has been held longest.
  @Nullable ExecutionId firstHeld(FanOut fanOut) {
    PVector<ExecutionId> queue = held.get(fanOut);
    return queue == null ? null : queue.getFirst();
  }

  Queues releasing(FanOut fanOut, ExecutionId id) {
    return new Queues(active, waiting, remove(held, fanOut, id));
  }

  private static <K> PMap<K, PVector<ExecutionId>> append(
      PMap<K, PVector<ExecutionId>> queues, K key, ExecutionId id) {
    return queues.plus(key, queues.getOrDefault(key, TreePVector.empty()).plus(id));
  }

  /// Mostly the first one goes, so this need not look at the others.
  private static <K> PMap<K, PVector<ExecutionId>> remove(
      PMap<K, PVector<ExecutionId>> queues, K key, ExecutionId id) {
    PVector<ExecutionId> queue = queues.get(key);
    if (queue == null) {
      return queues;
    }
    PVector<ExecutionId> rest =
        queue.getFirst().equals(id) ? queue.minus(0) : queue.minus((Object) id);
    return rest.isEmpty() ? queues.minus(key) : queues.plus(key, rest);
  }
}
