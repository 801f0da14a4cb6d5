package dev.tako.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaToolTest {
  @TempDir Path folder;

  @Test
  void the_commands_the_demo_names_work() throws Exception {
    // Given
    Path broker = Home.find().module("broker");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder).withTopics()) {
      String servers = kafka.bootstrapServers();
      try (var producer = new Clients(servers, "test").producer()) {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.EVENTS.name(), "key-1", "hello".getBytes(StandardCharsets.UTF_8)))
            .get();
      }
      try (var member = new Clients(servers, "test").shareConsumer(Topics.RUNNERS_GROUP)) {
        member.subscribe(List.of(Topics.JOBS.name()));
        member.poll(Duration.ofMillis(100));

        // When
        String records = run(KafkaTool.consoleConsumer(broker, servers, Topics.EVENTS.name()));
        String groups = run(KafkaTool.shareGroups(broker, servers));

        // Then
        assertThat(records).contains("key-1\thello");
        assertThat(groups).contains(Topics.RUNNERS_GROUP);
      }
    }
  }

  private static String run(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command.replaceFirst("^java", Home.java()))
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
