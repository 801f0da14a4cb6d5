package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// A subscription that was held against an event, and what came of it.
///
/// @param repo the subscriber
/// @param subscription index of the entry in its manifest
/// @param reason why it matched, or the first thing that kept it from matching, with values
/// @param executionId the reaction it started
public record Considered(
    RepositoryRef repo,
    int subscription,
    String workflow,
    boolean matched,
    String reason,
    @Nullable ExecutionId executionId) {

  /// Says so when another entry of the same repository started the same workflow already: two
  /// entries are two subscriptions, and each reacts once.
  ///
  /// @param first what came of that entry
  Considered besides(Considered first) {
    return new Considered(
        repo,
        subscription,
        workflow,
        matched,
        "%s; subscriptions[%d] matched too and started %s: each entry reacts once, one after the other"
            .formatted(reason, first.subscription(), first.executionId()),
        executionId);
  }
}
