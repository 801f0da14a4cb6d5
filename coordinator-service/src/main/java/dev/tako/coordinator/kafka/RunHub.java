package dev.tako.coordinator.kafka;

import dev.tako.contract.RunId;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.UnreadableMessageException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches `tako.runs` and tells whoever watches a run of it.
///
/// It reads every partition from the end, in no group: each coordinator has watchers of its own.
@ApplicationScoped
public class RunHub implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(RunHub.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final Clients clients;
  private final Map<String, List<RunChanges>> watchers = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("run-hub").unstarted(this::run);

  RunHub(Clients clients) {
    this.clients = clients;
  }

  /// The changes of a run that are published from now on; the caller closes it.
  public RunChanges subscribe(RunId run) throws InterruptedException {
    boolean _ = positioned.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    String key = run.value();
    RunChanges[] self = new RunChanges[1];
    RunChanges changes = new RunChanges(() -> forget(key, self[0]));
    self[0] = changes;
    watchers.compute(
        key,
        (_, list) -> {
          List<RunChanges> all = list == null ? new CopyOnWriteArrayList<>() : list;
          all.add(changes);
          return all;
        });
    return changes;
  }

  private void forget(String key, RunChanges changes) {
    watchers.computeIfPresent(
        key,
        (_, list) -> {
          list.remove(changes);
          return list.isEmpty() ? null : list;
        });
  }

  @Override
  public String name() {
    return "run-hub";
  }

  @Override
  public boolean isAlive() {
    return thread.isAlive();
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
    watchers.values().forEach(list -> list.forEach(RunChanges::close));
  }

  private void run() {
    try (Consumer<String, byte[]> consumer = clients.watcher()) {
      boolean assigned = false;
      while (stopped.getCount() > 0) {
        try {
          if (!assigned) {
            assigned = assign(consumer);
          } else {
            consumer.poll(POLL).forEach(this::tell);
          }
        } catch (WakeupException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn("Could not watch {}, will try again: {}", Topics.RUNS.name(), e.toString());
        }
        if (!assigned && stopped.await(BACKOFF.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes all partitions from their ends; asking for the positions fixes them now.
  private boolean assign(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RUNS.name(), POLL).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      return false;
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    positioned.countDown();
    return true;
  }

  private void tell(ConsumerRecord<String, byte[]> record) {
    List<RunChanges> interested = watchers.get(String.valueOf(record.key()));
    if (interested == null) {
      return;
    }
    try {
      RunLifecycle change = Codec.decode(Topics.RUNS, record).message();
      interested.forEach(watcher -> watcher.offer(change));
    } catch (UnreadableMessageException e) {
      LOG.warn(
          "Skipped an unreadable change: topic={} offset={} {}",
          record.topic(),
          record.offset(),
          e.getMessage());
    }
  }
}
