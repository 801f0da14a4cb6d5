package dev.tako.runner.kafka;

import dev.tako.contract.Control;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears everything on `tako.control` from its start on.
public final class ControlWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlWatcher.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<Control> listener;
  private final Thread thread;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);

  public ControlWatcher(KafkaConsumer<String, byte[]> consumer, Consumer<Control> listener) {
    this.consumer = consumer;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("tako-control").daemon().start(this::run);
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Returns when whatever is said from now on will be heard.
  ///
  /// @return false if it was closed before
  public boolean awaitListening() throws InterruptedException {
    while (closing.getCount() > 0) {
      if (listening.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (closing.getCount() > 0) {
        try {
          if (listening.getCount() > 0) {
            seekToEnd();
          }
          consumer.poll(POLL).forEach(this::hear);
        } catch (WakeupException e) {
          // closing: the loop's condition ends it
        } catch (KafkaException e) {
          LOG.warn("Cannot read {}: {}", Topics.CONTROL.name(), e.toString());
          closing.await(1, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seekToEnd() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.CONTROL.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException(
          "Expected the topic " + Topics.CONTROL.name() + " to exist; it will be waited for.");
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    listening.countDown();
  }

  private void hear(ConsumerRecord<String, byte[]> record) {
    try {
      listener.accept(Codec.decode(Topics.CONTROL, record).message());
    } catch (UnreadableMessageException e) {
      LOG.warn(
          "Cannot read a record of {} at offset {}: {}",
          record.topic(),
          record.offset(),
          e.getMessage());
    }
  }
}
