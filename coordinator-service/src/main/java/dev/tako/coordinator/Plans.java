package dev.tako.coordinator;

import dev.tako.contract.Plan;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.run.RunPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// The plans in use, made ready for deciding; the least recently used one is dropped first. For the
/// one thread that decides.
@ApplicationScoped
class Plans {
  private static final int MOST = 256;

  private final RunStore runs;
  private final Map<String, RunPlan> cached = new Cache();

  Plans(RunStore runs) {
    this.runs = runs;
  }

  /// @throws IllegalStateException if no plan of this hash was stored
  RunPlan of(String hash) {
    RunPlan known = cached.get(hash);
    if (known == null) {
      Plan plan =
          runs.plan(hash)
              .orElseThrow(
                  () -> new IllegalStateException("Expected plan " + hash + " to be stored."));
      known = new RunPlan(plan);
      cached.put(hash, known);
    }
    return known;
  }

  private static final class Cache extends LinkedHashMap<String, RunPlan> {
    private static final long serialVersionUID = 1;

    Cache() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, RunPlan> eldest) {
      return size() > MOST;
    }
  }
}
