package dev.tako.coordinator;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.coordinator.kafka.TopicIds;
import dev.tako.coordinator.postgres.Inbox;
import dev.tako.coordinator.postgres.ScheduleStore;
import dev.tako.coordinator.trigger.ScheduledWorkflow;
import dev.tako.coordinator.trigger.ScheduledWorkflow.Key;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What starts by the clock, of the repositories whose manifest messages this process reads: the
/// rows, and the same in memory.
///
/// ```
/// tako.manifests ─► rows as the default branch's manifest says ─► ScheduleClock fires ─► next time
/// ```
///
/// Whoever owns a repository's partition of `tako.manifests` fires its schedules. While two believe
/// that they do, both ask for the run of the same time under the same key, so it is one run.
@ApplicationScoped
public class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final ScheduleStore store;
  private final TopicIds topicIds;
  private final InstantSource clock;
  private final Map<Integer, Map<Key, ScheduledWorkflow>> owned = new HashMap<>();
  private Runnable changed = () -> {};

  Schedules(ScheduleStore store, TopicIds topicIds, InstantSource clock) {
    this.store = store;
    this.topicIds = topicIds;
    this.clock = clock;
  }

  /// Calls `listener` whenever something else may be due next.
  synchronized void onChange(Runnable listener) {
    changed = listener;
  }

  /// These partitions of `tako.manifests` are ours from now on.
  public synchronized void add(Collection<Integer> partitions) {
    for (int partition : partitions) {
      Map<Key, ScheduledWorkflow> scheduled = new HashMap<>();
      store.of(List.of(partition)).forEach(each -> scheduled.put(each.key(), each));
      owned.put(partition, scheduled);
    }
    changed.run();
  }

  /// These are somebody else's from now on.
  public synchronized void remove(Collection<Integer> partitions) {
    owned.keySet().removeAll(partitions);
  }

  /// What `message` says is scheduled, is. Rows that stay keep their next time; a message that
  /// comes again, or is older than one that changed something, changes nothing.
  ///
  /// @param offset the message's in `partition`
  public synchronized void take(ManifestMessage message, int partition, long offset) {
    List<Scheduled> wanted = message.schedules();
    if (wanted == null) {
      return;
    }
    RepositoryRef repo = new RepositoryRef(message.repo().owner(), message.repo().name(), null);
    Map<Key, ScheduledWorkflow> known = owned.computeIfAbsent(partition, _ -> new HashMap<>());
    Set<Key> after =
        wanted.stream()
            .map(each -> new Key(repo, each.workflow(), each.cron()))
            .collect(Collectors.toSet());
    Set<Key> gone =
        known.keySet().stream()
            .filter(key -> key.repo().equals(repo))
            .collect(Collectors.toCollection(HashSet::new));
    Instant now = clock.instant();
    List<ScheduledWorkflow> fresh =
        after.stream()
            .filter(key -> !gone.contains(key))
            .flatMap(key -> ScheduledWorkflow.after(now, key).stream())
            .toList();
    gone.removeAll(after);
    if ((gone.isEmpty() && fresh.isEmpty())
        || !store.replace(source(partition), offset, gone, fresh)) {
      return;
    }
    gone.forEach(known::remove);
    fresh.forEach(each -> known.put(each.key(), each));
    LOG.info("Schedules changed: repo={} added={} removed={}", repo, fresh, gone);
    changed.run();
  }

  private Inbox.Source source(int partition) {
    return new Inbox.Source(topicIds.of(Topics.MANIFESTS.name()), partition);
  }

  /// Everything that waits for its time here.
  synchronized List<ScheduledWorkflow> all() {
    return owned.values().stream().flatMap(scheduled -> scheduled.values().stream()).toList();
  }

  /// `time` was fired and has become `run`: the next one comes after now.
  synchronized void fired(ScheduledWorkflow before, Instant time, RunId run) {
    Instant now = clock.instant();
    Optional<ScheduledWorkflow> after =
        ScheduledWorkflow.after(now.isBefore(time) ? time : now, before.key());
    after.ifPresent(next -> store.fired(before, time, run, next));
    for (Map<Key, ScheduledWorkflow> scheduled : owned.values()) {
      if (before.equals(scheduled.get(before.key()))) {
        after.ifPresentOrElse(
            next -> scheduled.put(next.key(), next), () -> scheduled.remove(before.key()));
      }
    }
  }
}
