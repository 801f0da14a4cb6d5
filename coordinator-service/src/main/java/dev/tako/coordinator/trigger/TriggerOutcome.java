package dev.tako.coordinator.trigger;

import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunId;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of a trigger from outside, so that whoever pushed can see why something ran or
/// nothing did.
///
/// @param ref the full ref, `refs/heads/main`
/// @param commit what the ref points to; null when it was deleted
/// @param reason in words; null when everything started
/// @param runs the runs it became, refused ones included
public record TriggerOutcome(
    String deliveryId,
    RepositoryRef repo,
    String ref,
    @Nullable String commit,
    Kind outcome,
    @Nullable String reason,
    List<ManifestProblem> problems,
    List<RunId> runs,
    Instant receivedAt) {
  public TriggerOutcome {
    problems = List.copyOf(problems);
    runs = List.copyOf(runs);
  }

  /// How it ended.
  public enum Kind {
    /// At least one workflow started.
    STARTED,
    /// The manifest is in force, and no workflow in it listens.
    NOTHING,
    /// It concerns nothing Tako looks after.
    IGNORED,
    /// The manifest at this commit is not usable.
    REJECTED,
    /// Planning refused every workflow.
    REFUSED;

    /// The word in tables and APIs, for example `started`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  static TriggerOutcome nothing(Pushed trigger, String commit) {
    return of(
        trigger,
        commit,
        Kind.NOTHING,
        "No workflow of %s starts on a push to %s that touches these paths."
            .formatted(trigger.repo().fullName(), trigger.ref()),
        List.of(),
        List.of());
  }

  static TriggerOutcome ignored(Pushed trigger, TriggerIgnored message) {
    return of(trigger, trigger.after(), Kind.IGNORED, message.reason(), List.of(), List.of());
  }

  static TriggerOutcome rejected(Pushed trigger, ManifestRejected message) {
    return of(
        trigger, message.commit(), Kind.REJECTED, message.reason(), message.problems(), List.of());
  }

  /// @param results one for each workflow that listens, at least one
  public static TriggerOutcome planned(
      Pushed trigger, String commit, List<WorkflowResult> results) {
    List<WorkflowResult> refused = results.stream().filter(WorkflowResult::isRefused).toList();
    String reason =
        refused.stream()
            .map(result -> result.workflow() + ": " + result.refusal())
            .collect(Collectors.joining("\n"));
    return of(
        trigger,
        commit,
        refused.size() == results.size() ? Kind.REFUSED : Kind.STARTED,
        refused.isEmpty() ? null : reason,
        refused.stream().flatMap(result -> result.problems().stream()).distinct().toList(),
        results.stream().map(WorkflowResult::run).toList());
  }

  private static TriggerOutcome of(
      Pushed trigger,
      @Nullable String commit,
      Kind outcome,
      @Nullable String reason,
      List<ManifestProblem> problems,
      List<RunId> runs) {
    return new TriggerOutcome(
        trigger.deliveryId(),
        trigger.repo(),
        trigger.ref(),
        commit,
        outcome,
        reason,
        problems,
        runs,
        trigger.receivedAt());
  }
}
