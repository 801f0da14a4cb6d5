package dev.tako.coordinator.trigger;

import dev.tako.contract.Plan;
import dev.tako.manifest.RepositoryRef;

/// A plan that is stored.
///
/// @param hash of its content
/// @param repo its root, with its branch
public record PlanRef(String hash, RepositoryRef repo) {
  public static PlanRef of(Plan plan) {
    return new PlanRef(plan.hash(), plan.repo());
  }
}
