package dev.tako.coordinator.trigger;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.Trigger;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;

/// What the graph service's word on a repository means for the trigger that rides on it.
public sealed interface TriggerVerdict {

  /// No trigger rides on it: the repository was registered or synced.
  record Untriggered() implements TriggerVerdict {}

  /// Nothing is to be started.
  record Settled(TriggerOutcome outcome) implements TriggerVerdict {}

  /// These runs are to be planned and started.
  record Start(Pushed trigger, String commit, List<RunRequest> requests) implements TriggerVerdict {
    public Start {
      requests = List.copyOf(requests);
    }
  }

  static TriggerVerdict of(ManifestMessage message) {
    return switch (message.trigger()) {
      case null -> new Untriggered();
      case Pushed pushed -> of(message, pushed);
    };
  }

  private static TriggerVerdict of(ManifestMessage message, Pushed trigger) {
    return switch (message) {
      case ManifestIndexed indexed when indexed.starts().isEmpty() ->
          new Settled(TriggerOutcome.nothing(trigger, indexed.commit()));
      case ManifestIndexed indexed ->
          new Start(
              trigger,
              indexed.commit(),
              indexed.starts().stream()
                  .distinct()
                  .map(workflow -> request(indexed, trigger, workflow))
                  .toList());
      case ManifestRejected rejected -> new Settled(TriggerOutcome.rejected(trigger, rejected));
      case TriggerIgnored ignored -> new Settled(TriggerOutcome.ignored(trigger, ignored));
    };
  }

  /// A push gives no inputs: the workflow's defaults apply.
  private static RunRequest request(ManifestIndexed indexed, Pushed trigger, String workflow) {
    DeliveryKey key = DeliveryKey.ofWorkflow(trigger.deliveryId(), workflow);
    return new RunRequest(
        key,
        key.runId(trigger.receivedAt()),
        pushedRepository(indexed.repo(), trigger),
        workflow,
        indexed.commit(),
        Map.of(),
        null,
        "push %s@%s".formatted(indexed.repo().fullName(), abbreviated(indexed.commit())),
        trigger.receivedAt());
  }

  /// The branch that was pushed; a tag is on no branch, so it counts for the repository's default.
  private static RepositoryRef pushedRepository(RepositoryRef repo, Trigger.Pushed trigger) {
    String heads = "refs/heads/";
    return repo.branch() == null && trigger.ref().startsWith(heads)
        ? repo.withBranch(trigger.ref().substring(heads.length()))
        : repo;
  }

  private static String abbreviated(String commit) {
    return commit.substring(0, Math.min(7, commit.length()));
  }
}
