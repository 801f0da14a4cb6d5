package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.RunCommand;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.TopicProvisioner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/// The topics and the wire format against the broker image people deploy, where there is Docker.
@Tag("docker")
class ContainerKafkaTest {
  private static final String IMAGE = "apache/kafka:4.2.0";

  @Test
  void the_topics_and_messages_work_on_the_broker_image() throws Exception {
    // Given
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine answers on this machine; the embedded broker is tested instead");
    RunId run = new RunId("exec-20261123-101500-0a1b2c3d");
    RunCommand command = new RunCommand.CancelRun(run, "ada", null, Instant.EPOCH);
    try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
      kafka.start();
      Clients clients = new Clients(kafka.getBootstrapServers(), "container-test");

      // When
      try (Admin admin = clients.admin();
          Producer<String, byte[]> producer = clients.producer()) {
        assertThat(new TopicProvisioner(admin, 1).provision()).contains("tako.jobs");
        producer
            .send(
                Codec.encode(
                    Codec.envelope(
                        Topics.RUN_COMMANDS,
                        run.value(),
                        "1",
                        "/test",
                        Instant.EPOCH,
                        null,
                        command)))
            .get();
      }

      // Then
      assertThat(read(clients)).containsExactly(command);
    }
  }

  private static List<RunCommand> read(Clients clients) throws Exception {
    List<RunCommand> found = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = clients.watcher()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RUN_COMMANDS.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant limit = Instant.now().plus(Duration.ofSeconds(30));
      while (found.isEmpty() && Instant.now().isBefore(limit)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          found.add(Codec.decode(Topics.RUN_COMMANDS, record).message());
        }
      }
    }
    return found;
  }
}
