package dev.tako.coordinator;

import dev.tako.contract.Plan;
import dev.tako.coordinator.postgres.ManifestStore;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.run.Manifests;
import dev.tako.coordinator.run.Recent;
import dev.tako.coordinator.run.RunPlan;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plans in use, made ready for deciding, and the manifests they share; the least recently used
/// ones are dropped first. For the one thread that decides.
@ApplicationScoped
class Plans {
  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);

  /// Of the heap, for parsed manifests and for plans. What is dropped is read again.
  private static final int SHARE_OF_MANIFESTS = 3;

  private static final int SHARE_OF_PLANS = 8;

  /// Measured on manifests of some 1,400 characters with three filters.
  private static final int BYTES_PER_CHARACTER = 9;

  /// Of a repository or an edge: measured on a plan of ten thousand repositories and three times as
  /// many edges.
  private static final int BYTES_PER_WEIGHT = 250;

  private final RunStore runs;
  private final Manifests manifests;
  private final Recent<RunPlan> plans;

  Plans(RunStore runs, ManifestStore texts) {
    this.runs = runs;
    long heap = Runtime.getRuntime().maxMemory();
    this.manifests = new Manifests(texts::find, heap / SHARE_OF_MANIFESTS / BYTES_PER_CHARACTER);
    this.plans = new Recent<>(heap / SHARE_OF_PLANS / BYTES_PER_WEIGHT);
  }

  /// @throws IllegalStateException if no plan of this hash was stored
  RunPlan of(String hash) {
    RunPlan known = plans.get(hash);
    if (known == null) {
      Plan plan =
          runs.plan(hash)
              .orElseThrow(
                  () -> new IllegalStateException("Expected plan " + hash + " to be stored."));
      known = new RunPlan(plan, manifests);
      plans.put(hash, known, known.weight());
    }
    return known;
  }

  /// Reads manifests that will be needed, all at once. A plan that cannot be read is left to the
  /// runs that need it.
  ///
  /// @param repos by plan hash
  void readAhead(Map<String, Set<RepositoryRef>> repos) {
    Set<String> digests = new HashSet<>();
    try {
      repos.forEach((hash, some) -> digests.addAll(of(hash).digestsOf(some)));
    } catch (IllegalStateException | UncheckedIOException e) {
      LOG.warn("Could not read ahead: {}", e.toString());
    }
    manifests.readAhead(digests);
  }
}
