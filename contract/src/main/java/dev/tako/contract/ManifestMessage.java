package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the graph service made of a repository's manifest; on `tako.manifests`, keyed by
/// `owner/repo`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ManifestMessage.ManifestIndexed.class, name = "manifest-indexed"),
  @JsonSubTypes.Type(value = ManifestMessage.ManifestRejected.class, name = "manifest-rejected"),
  @JsonSubTypes.Type(value = ManifestMessage.TriggerIgnored.class, name = "trigger-ignored")
})
public sealed interface ManifestMessage extends Message {
  RepositoryRef repo();

  /// The trigger that led to this; null when the repository was indexed for another reason
  /// (registered, synced).
  @Nullable Trigger trigger();

  /// Everything that the manifest in force on the repository's default branch schedules, whatever
  /// branch this message is about, so that the newest message of a repository is always enough;
  /// null in a message of an older version, which says nothing of schedules.
  @Nullable List<Scheduled> schedules();

  /// A workflow that starts by the clock.
  ///
  /// @param cron five fields, in UTC
  record Scheduled(String workflow, String cron) {}

  /// The manifest at `commit` is in force.
  ///
  /// @param starts the workflows whose `on` matches the trigger; empty without one
  record ManifestIndexed(
      RepositoryRef repo,
      String commit,
      @Nullable Trigger trigger,
      List<String> starts,
      @Nullable List<Scheduled> schedules,
      Instant indexedAt)
      implements ManifestMessage {
    public ManifestIndexed {
      starts = List.copyOf(starts);
      schedules = schedules == null ? null : List.copyOf(schedules);
    }
  }

  /// The manifest at `commit` is not usable; the last good one stays in force. Where `commit` has
  /// no manifest at all, none is in force any more.
  record ManifestRejected(
      RepositoryRef repo,
      String commit,
      @Nullable Trigger trigger,
      String reason,
      List<ManifestProblem> problems,
      @Nullable List<Scheduled> schedules)
      implements ManifestMessage {
    public ManifestRejected {
      problems = List.copyOf(problems);
      schedules = schedules == null ? null : List.copyOf(schedules);
    }
  }

  /// The trigger concerns nothing Tako looks after, for example a repository that is not
  /// registered.
  record TriggerIgnored(
      RepositoryRef repo, Trigger trigger, String reason, @Nullable List<Scheduled> schedules)
      implements ManifestMessage {
    public TriggerIgnored {
      schedules = schedules == null ? null : List.copyOf(schedules);
    }
  }
}
