package dev.tako.coordinator;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.Heartbeat;
import dev.tako.contract.RunId;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.postgres.RunChange;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.postgres.RunStore.Stored;
import dev.tako.coordinator.run.Execution;
import dev.tako.coordinator.run.Recent;
import dev.tako.coordinator.run.RunState;
import dev.tako.manifest.RepositoryRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The runs that facts speak of, from memory or from the database; those that have not ended are
/// kept, as far as there is room. For the one thread that decides.
///
/// A run over thousands of repositories takes megabytes, and some of them may be spoken of in one
/// batch: [#next] takes no more facts than their runs have room together.
final class LiveRuns {
  /// Of the heap, for runs that are kept. What is dropped is read again.
  private static final int SHARE = 6;

  private static final int BYTES_PER_EXECUTION = 1_500;

  /// How many executions the runs of the facts in hand may have together, unless one alone has
  /// more.
  private static final int MOST_IN_HAND = 20_000;

  private final RunStore store;
  private final int mostInHand;
  private final Recent<Stored> kept;
  private final Map<RunId, Stored> inHand = new HashMap<>();

  LiveRuns(RunStore store) {
    this(store, MOST_IN_HAND, Runtime.getRuntime().maxMemory() / SHARE / BYTES_PER_EXECUTION);
  }

  /// @param mostInHand executions of the runs in hand together
  /// @param mostKept executions of the runs that are kept
  LiveRuns(RunStore store, int mostInHand, long mostKept) {
    this.store = store;
    this.mostInHand = mostInHand;
    this.kept = new Recent<>(mostKept);
  }

  /// Takes the runs of the next facts in hand.
  ///
  /// @param runs one for each fact, in their order; at least one
  /// @return for how many facts
  int next(Connection connection, List<RunId> runs) throws SQLException {
    inHand.clear();
    Set<RunId> missing = new HashSet<>(runs);
    missing.removeIf(id -> kept.get(id.value()) != null);
    Map<RunId, Integer> sizes = store.sizes(connection, missing);
    Set<RunId> taken = new HashSet<>();
    int weight = 0;
    int facts = 0;
    for (RunId id : runs) {
      if (!taken.contains(id)) {
        Stored known = kept.get(id.value());
        int size = known == null ? sizes.getOrDefault(id, 0) : known.run().executions().size();
        if (facts > 0 && weight + size > mostInHand) {
          break;
        }
        taken.add(id);
        weight += size;
      }
      facts++;
    }
    List<RunId> load = new ArrayList<>();
    for (RunId id : taken) {
      Stored known = kept.get(id.value());
      if (known != null) {
        inHand.put(id, known);
      } else if (sizes.containsKey(id)) {
        load.add(id);
      }
    }
    inHand.putAll(store.load(connection, load));
    return facts;
  }

  /// A run of the facts in hand as it is stored; null when it is new.
  @Nullable Stored get(RunId id) {
    return inHand.get(id);
  }

  /// By plan hash, the repositories of the executions that have got on; their manifests will be
  /// needed.
  Map<String, Set<RepositoryRef>> gotOn(List<Received<?>> facts) {
    Map<String, Set<RepositoryRef>> reposByPlan = new HashMap<>();
    for (Received<?> received : facts) {
      if (received.message() instanceof Completion fact && !(fact instanceof Heartbeat)) {
        Stored stored = inHand.get(fact.runId());
        String plan = stored == null ? null : stored.run().planHash();
        Execution execution =
            stored == null ? null : stored.run().executions().get(fact.executionId());
        if (plan != null && execution != null) {
          reposByPlan.computeIfAbsent(plan, _ -> new HashSet<>()).add(execution.repo());
        }
      }
    }
    return reposByPlan;
  }

  /// @param changes what was committed
  void remember(Collection<RunChange> changes) {
    for (RunChange change : changes) {
      RunState run = change.after();
      if (run.endedAt() == null) {
        Stored stored = new Stored(run, change.version() + 1);
        kept.put(run.id().value(), stored, run.executions().size() + 1L);
      } else {
        kept.remove(run.id().value());
      }
    }
  }

  void clear() {
    kept.clear();
  }
}
