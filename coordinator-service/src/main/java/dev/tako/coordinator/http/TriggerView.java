package dev.tako.coordinator.http;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunId;
import dev.tako.coordinator.trigger.TriggerOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a trigger from outside.
///
/// @param outcome `started`, `nothing`, `ignored`, `rejected` or `refused`
record TriggerView(
    String deliveryId,
    String repo,
    String ref,
    @Nullable String commit,
    String outcome,
    @Nullable String reason,
    List<ManifestProblem> problems,
    List<String> runs,
    Instant receivedAt) {

  /// A list of triggers, the newest first.
  record Page(List<TriggerView> triggers) {}

  static TriggerView of(TriggerOutcome trigger) {
    return new TriggerView(
        trigger.deliveryId(),
        trigger.repo().toString(),
        trigger.ref(),
        trigger.commit(),
        trigger.outcome().word(),
        trigger.reason(),
        trigger.problems(),
        trigger.runs().stream().map(RunId::value).toList(),
        trigger.receivedAt());
  }
}
