package dev.tako.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL.name(), 0);

  @TempDir Path folder;

  @Test
  void a_killed_broker_comes_back_on_its_port_with_the_records_it_acknowledged() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder).withTopics()) {
      // Given
      Clients clients = new Clients(kafka.bootstrapServers(), "test");
      send(clients, "before");

      // When
      ProcessId killed = kafka.process();
      kafka.kill();
      assertThat(killed.isAlive()).isFalse();
      kafka.restart();
      send(clients, "after");

      // Then
      assertThat(read(clients)).containsExactly("before", "after");
    }
  }

  @Test
  void a_stopped_broker_leaves_no_process() {
    // Given
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    ProcessId process = kafka.process();

    // When
    kafka.close();

    // Then
    assertThat(process.isAlive()).isFalse();
    assertThat(Ports.answers(kafka.port())).isFalse();
  }

  private static void send(Clients clients, String value) throws Exception {
    try (var producer = clients.producer()) {
      producer
          .send(
              new ProducerRecord<>(
                  PARTITION.topic(), 0, "key", value.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private static List<String> read(Clients clients) {
    try (var consumer = clients.watcher()) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      List<String> values = new java.util.ArrayList<>();
      while (values.size() < 2) {
        ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(10));
        if (records.isEmpty()) {
          break;
        }
        records.forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
      return values;
    }
  }
}
