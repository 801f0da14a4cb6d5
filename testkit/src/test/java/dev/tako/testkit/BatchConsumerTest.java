package dev.tako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.RunCommand;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.BatchConsumer;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// The batch loop against a real broker.
class BatchConsumerTest {
  private static final RunId RUN = new RunId("exec-20261123-101500-0a1b2c3d");

  private final Clients clients =
      new Clients(SharedInfrastructure.kafka().bootstrapServers(), "batch-consumer-test");

  @Test
  void nothing_is_read_before_the_handler_has_said_where_to_start() throws Exception {
    // Given
    AtomicInteger asked = new AtomicInteger();
    List<String> handled = new CopyOnWriteArrayList<>();
    long start = send("skipped") + 1;
    send("first");
    BatchConsumer.Handler handler =
        new BatchConsumer.Handler() {
          @Override
          public Map<TopicPartition, Long> assigned(Collection<TopicPartition> partitions) {
            if (asked.incrementAndGet() < 3) {
              throw new IllegalStateException("the database is away");
            }
            Map<TopicPartition, Long> positions = new HashMap<>();
            partitions.forEach(partition -> positions.put(partition, start));
            return positions;
          }

          @Override
          public void handle(List<Received<?>> batch) {
            batch.forEach(received -> handled.add(by(received)));
          }
        };

    // When
    try (BatchConsumer consumer = consumer(handler)) {
      await().until(() -> handled.contains("first"));

      // Then
      assertThat(consumer.isAlive()).isTrue();
    }
    assertThat(handled).doesNotContain("skipped");
    assertThat(asked.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_batch_whose_handler_throws_comes_again_from_its_start() throws Exception {
    // Given
    AtomicInteger tries = new AtomicInteger();
    List<String> handled = new CopyOnWriteArrayList<>();
    send("one");
    send("two");
    BatchConsumer.Handler handler =
        batch -> {
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("the database is away");
          }
          batch.forEach(received -> handled.add(by(received)));
        };

    // When
    try (BatchConsumer consumer = consumer(handler)) {
      await().until(() -> handled.contains("two"));

      // Then
      assertThat(consumer.isAlive()).isTrue();
    }
    List<String> ours = new ArrayList<>(handled);
    ours.retainAll(List.of("one", "two"));
    assertThat(ours).containsExactly("one", "two");
  }

  private BatchConsumer consumer(BatchConsumer.Handler handler) {
    return new BatchConsumer(
            "test",
            clients.consumer("test-" + UUID.randomUUID(), null),
            List.of(Topics.RUN_COMMANDS),
            handler,
            new DeadLetters(clients.producer(), "test"))
        .start();
  }

  /// @return the record's offset in the run's partition
  private long send(String by) throws Exception {
    try (Producer<String, byte[]> producer = clients.producer()) {
      return producer
          .send(
              Codec.encode(
                  Codec.envelope(
                      Topics.RUN_COMMANDS,
                      RUN.value(),
                      UUID.randomUUID().toString(),
                      "/test",
                      Instant.EPOCH,
                      null,
                      new RunCommand.CancelRun(RUN, by, null, Instant.EPOCH))))
          .get()
          .offset();
    }
  }

  private static String by(Received<?> received) {
    return received.message() instanceof RunCommand.CancelRun cancel ? cancel.by() : "?";
  }
}
