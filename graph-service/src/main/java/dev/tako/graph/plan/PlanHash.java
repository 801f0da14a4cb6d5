package dev.tako.graph.plan;

import dev.tako.contract.Plan;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Sha256;
import java.util.List;

/// Names a plan by its content. Repositories enter by the digests of what was indexed, and edges by
/// the places of their ends, so that a plan over ten thousand repositories need not read them
/// again.
final class PlanHash {
  private PlanHash() {}

  /// @param manifests in the order of the plan's repositories
  static Plan stamp(Plan plan, List<IndexedManifest> manifests) {
    Sha256 hash = new Sha256();
    hash.text(plan.repo().toString()).text(plan.workflow()).number(manifests.size());
    for (int i = 0; i < manifests.size(); i++) {
      IndexedManifest manifest = manifests.get(i);
      hash.text(plan.repositories().get(i).url()).text(manifest.digest());
    }
    hash.number(plan.dependents().size());
    for (var edge : plan.dependents()) {
      hash.number(edge.from()).number(edge.to()).number(edge.index());
    }
    hash.number(plan.subscriptions().size());
    for (var edge : plan.subscriptions()) {
      hash.number(edge.subscriber()).number(edge.index());
    }
    hash.number(plan.excluded().size());
    for (var edge : plan.excluded()) {
      hash.text(edge.subscriber().toString()).number(edge.index()).text(edge.workflow());
      hash.text(edge.artifact()).text(edge.event()).text(edge.schemaVersion());
    }
    plan.warnings().forEach(hash::text);
    return new Plan(
        hash.hex(),
        plan.repo(),
        plan.workflow(),
        plan.repositories(),
        plan.dependents(),
        plan.artifacts(),
        plan.subscriptions(),
        plan.excluded(),
        plan.warnings());
  }
}
