package dev.tako.contract.kafka;

import dev.tako.contract.Message;
import dev.tako.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what arrives on some topics to a handler, a batch at a time, at least once and in order.
///
/// ```
/// poll ─► decode ─► handle(batch) ─► commit offsets ─► poll …
///            │           └─ throws: rewind to the batch's start, back off, poll again
///            └─ unreadable: dead-letter topic, the partition moves on
/// ```
public final class BatchConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(5);

  /// What to do with a batch.
  public interface Handler {
    /// Handles the batch completely or throws; a batch that threw comes again.
    void handle(List<Received<?>> batch) throws Exception;

    /// These partitions are ours from now on. The answer says where to start in those whose
    /// position the handler keeps itself. If it throws, they are not read until it has answered.
    default Map<TopicPartition, Long> assigned(Collection<TopicPartition> partitions) {
      return Map.of();
    }

    /// Nothing has arrived for a while.
    default void idle() {}

    /// These partitions are somebody else's from now on.
    default void revoked(Collection<TopicPartition> partitions) {}
  }

  private final Consumer<String, byte[]> consumer;
  private final Map<String, Topic<?>> topics;
  private final Handler handler;
  private final DeadLetters deadLetters;
  private final Thread thread;
  private final Set<TopicPartition> waiting = new HashSet<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  public BatchConsumer(
      String name,
      Consumer<String, byte[]> consumer,
      Collection<Topic<?>> topics,
      Handler handler,
      DeadLetters deadLetters) {
    this.consumer = consumer;
    this.topics = topics.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  public BatchConsumer start() {
    thread.start();
    return this;
  }

  /// Whether the loop still runs; false means the service is not healthy.
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Finishes the batch in hand, commits it and leaves the group.
  @Override
  public void close() {
    stopped.countDown();
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(topics.keySet(), new Rebalance());
      Duration backoff = FIRST_BACKOFF;
      while (stopped.getCount() > 0) {
        try {
          takeUp();
          ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
          if (records.isEmpty()) {
            handler.idle();
          } else {
            handle(records);
          }
          backoff = FIRST_BACKOFF;
        } catch (WakeupException e) {
          // closing: the loop's condition ends it
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        } catch (Exception e) {
          LOG.warn(
              "A batch failed and will be tried again in {} ms: {}",
              backoff.toMillis(),
              e.toString(),
              e);
          if (!pause(backoff)) {
            return;
          }
          backoff =
              backoff.multipliedBy(2).compareTo(LAST_BACKOFF) > 0
                  ? LAST_BACKOFF
                  : backoff.multipliedBy(2);
        }
      }
    }
  }

  private void handle(ConsumerRecords<String, byte[]> records) throws Exception {
    try {
      List<Received<?>> batch = new ArrayList<>(records.count());
      for (ConsumerRecord<String, byte[]> record : records) {
        try {
          batch.add(Codec.decode(topicOf(record), record));
        } catch (UnreadableMessageException e) {
          deadLetters.setAside(record, String.valueOf(e.getMessage()));
        }
      }
      if (!batch.isEmpty()) {
        handler.handle(batch);
      }
    } catch (Exception e) {
      rewind(records);
      throw e;
    }
    // The next batch need not wait for it: should it not arrive, what was handled comes again.
    consumer.commitAsync(this::committed);
  }

  private Topic<? extends Message> topicOf(ConsumerRecord<String, byte[]> record)
      throws UnreadableMessageException {
    Topic<?> topic = topics.get(record.topic());
    if (topic == null) {
      throw new UnreadableMessageException("Unexpected topic " + record.topic());
    }
    return topic;
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
    if (failure != null) {
      LOG.warn("Could not commit offsets: {}", failure.toString());
    }
  }

  private void rewind(ConsumerRecords<String, byte[]> records) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      starts.put(partition, records.records(partition).getFirst().offset());
    }
    starts.keySet().retainAll(consumer.assignment());
    starts.forEach(consumer::seek);
  }

  private boolean pause(Duration backoff) {
    try {
      return !stopped.await(backoff.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks the handler where to start in partitions it could not answer for when they came.
  private void takeUp() {
    if (waiting.isEmpty()) {
      return;
    }
    List<TopicPartition> partitions = List.copyOf(waiting);
    handler.assigned(partitions).forEach(consumer::seek);
    consumer.resume(partitions);
    waiting.clear();
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      waiting.removeAll(partitions);
      handler.revoked(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      waiting.addAll(partitions);
      takeUp();
    }
  }
}
