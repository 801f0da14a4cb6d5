package dev.tako.coordinator;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.coordinator.http.GraphClient;
import dev.tako.coordinator.postgres.ManifestStore;
import dev.tako.coordinator.postgres.RunStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stores plans that come from the graph service, with the texts of the manifests they name.
///
/// ```
/// which digests are not stored? ─► ask for their texts ─► store the texts ─► store the plan
/// ```
///
/// A plan that is stored has all of its manifests. A crash in between leaves texts that no plan
/// names yet; whatever is stored is named by its content and never changed, so the next plan uses
/// them, and several who store the same do no harm.
@ApplicationScoped
class ArrivingPlans {
  /// How many texts are in memory together.
  private static final int AT_ONCE = 500;

  private final GraphClient graph;
  private final ManifestStore manifests;
  private final RunStore runs;

  ArrivingPlans(GraphClient graph, ManifestStore manifests, RunStore runs) {
    this.graph = graph;
    this.manifests = manifests;
    this.runs = runs;
  }

  /// @return the digests that the graph service has no text for; if there are any, the plan is not
  ///   stored
  /// @throws dev.tako.coordinator.http.GraphUnreachableException if there is no answer, or a wrong
  ///   one
  Set<String> store(Plan plan, @Nullable String traceparent) {
    Set<String> missing =
        manifests.missing(plan.repositories().stream().map(PlannedRepository::manifest).toList());
    while (!missing.isEmpty()) {
      List<String> some = missing.stream().limit(AT_ONCE).toList();
      Map<String, String> found = graph.manifests(some, traceparent);
      if (found.isEmpty()) {
        return Set.copyOf(missing);
      }
      manifests.add(found);
      missing.removeAll(found.keySet());
    }
    runs.savePlan(plan);
    return Set.of();
  }
}
