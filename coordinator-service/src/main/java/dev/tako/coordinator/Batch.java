package dev.tako.coordinator;

import dev.tako.contract.Control;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job;
import dev.tako.contract.Json;
import dev.tako.contract.Message;
import dev.tako.contract.RunId;
import dev.tako.contract.Topic;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.postgres.EventStore.Repeated;
import dev.tako.coordinator.postgres.EventStore.Repeats;
import dev.tako.coordinator.postgres.Inbox;
import dev.tako.coordinator.postgres.Outbox;
import dev.tako.coordinator.postgres.RunChange;
import dev.tako.coordinator.postgres.RunStore.Stored;
import dev.tako.coordinator.postgres.TimerStore.Timer;
import dev.tako.coordinator.postgres.TimerStore.TimerKey;
import dev.tako.coordinator.run.Decision;
import dev.tako.coordinator.run.Effect;
import dev.tako.coordinator.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch of facts comes to, before anything is written: the last state of each run, and the
/// effects of all decisions in order.
final class Batch {
  private final Map<RunId, Entry> runs = new LinkedHashMap<>();
  private final List<Pending> messages = new ArrayList<>();
  private final List<Effect.Emit> events = new ArrayList<>();
  private final Map<TimerKey, Timer> timers = new LinkedHashMap<>();
  private final Set<TimerKey> cleared = new HashSet<>();
  private final Map<Inbox.Source, Long> positions = new HashMap<>();
  private final Map<Repeated, Repeats> repeats = new HashMap<>();

  private int touched;

  private record Entry(
      @Nullable Stored before, RunState after, Set<ExecutionId> touched, int partition) {}

  private record Pending(
      int partition, Topic<?> topic, String key, String eventId, Message message, Instant at) {}

  @Nullable RunState current(RunId id) {
    Entry entry = runs.get(id);
    return entry == null ? null : entry.after();
  }

  /// How many executions the decisions so far touched, some of them more than once.
  int touched() {
    return touched;
  }

  void processed(Inbox.Source source, long offset) {
    positions.merge(source, offset + 1, Math::max);
  }

  /// Takes a decision in.
  ///
  /// @param before as stored; null when the run is new
  /// @param cause the id of the fact's message; effects' ids derive from it, so a repeat has the
  ///   same
  void add(
      RunId run,
      @Nullable Stored before,
      Decision decision,
      int partition,
      String cause,
      Instant at) {
    if (decision.ignored() == null) {
      Entry entry = runs.get(run);
      Set<ExecutionId> all = new HashSet<>(decision.touched());
      if (entry != null) {
        all.addAll(entry.touched());
      }
      touched += decision.touched().size();
      runs.put(run, new Entry(before, decision.state(), all, partition));
    }
    String ignored = decision.ignored();
    for (String event : decision.repeated()) {
      repeats.merge(
          new Repeated(run, event),
          new Repeats(1, at, ignored == null ? "" : ignored),
          Repeats::and);
    }
    int number = 0;
    for (Effect effect : decision.effects()) {
      take(run, effect, partition, cause + "#" + number++, at);
    }
  }

  /// A timer that fired is done with, unless the decision set it again.
  void fired(TimerKey key) {
    timers.remove(key);
    cleared.add(key);
  }

  private void take(RunId run, Effect effect, int partition, String id, Instant at) {
    switch (effect) {
      case Effect.HandOut(var job) -> {
        String jobId = job.jobId() + "/" + job.epoch();
        messages.add(
            new Pending(partition, Topics.JOBS, job.executionId().value(), jobId, job, at));
      }
      case Effect.Emit emit -> {
        events.add(emit);
        messages.add(
            new Pending(
                partition, Topics.EVENTS, run.value(), emit.event().id(), emit.event(), at));
      }
      case Effect.Announce(var change) ->
          messages.add(new Pending(partition, Topics.RUNS, run.value(), id, change, at));
      case Effect.Tell(var control) ->
          messages.add(new Pending(partition, Topics.CONTROL, keyOf(control), id, control, at));
      case Effect.SetTimer(var name, var after) -> {
        TimerKey key = new TimerKey(run, name);
        cleared.remove(key);
        timers.put(key, new Timer(key, partition, at.plus(after)));
      }
      case Effect.ClearTimer(var name) -> fired(new TimerKey(run, name));
    }
  }

  private static String keyOf(Control control) {
    return switch (control) {
      case Control.CancelJob cancel ->
          cancel.runner() == null ? cancel.executionId().value() : cancel.runner();
      case Control.DropWorkspace drop -> drop.executionId().value();
    };
  }

  Collection<RunChange> changes() {
    return runs.values().stream()
        .map(entry ->
            new RunChange(
                entry.before() == null ? null : entry.before().run(),
                entry.after(),
                entry.before() == null ? 0 : entry.before().version(),
                entry.touched(),
                entry.partition()))
        .toList();
  }

  /// @param ids gives each message its place in the outbox
  <E extends Exception> List<Outbox.Entry> outbox(Ids<E> ids) throws E {
    List<Outbox.Entry> entries = new ArrayList<>();
    for (Pending pending : messages) {
      entries.add(
          new Outbox.Entry(
              ids.next(),
              pending.partition(),
              pending.topic().name(),
              pending.key(),
              pending.eventId(),
              Codec.typeOf(pending.message()),
              pending.at(),
              Json.bytes(pending.message()),
              takesItsTime(pending.message())));
    }
    return entries;
  }

  /// A runner locks whole Kafka batches: jobs that keep it busy must not come together.
  private static boolean takesItsTime(Message message) {
    return message instanceof Job.RunSteps job && job.hasCommands();
  }

  /// Where outbox ids come from.
  interface Ids<E extends Exception> {
    long next() throws E;
  }

  List<Effect.Emit> events() {
    return events;
  }

  Map<Repeated, Repeats> repeats() {
    return repeats;
  }

  Collection<Timer> timers() {
    return timers.values();
  }

  Set<TimerKey> cleared() {
    return cleared;
  }

  Map<Inbox.Source, Long> positions() {
    return positions;
  }
}
