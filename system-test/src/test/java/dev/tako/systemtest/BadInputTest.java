package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.dev.git.GitOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BadInputTest {
  private static final String ON_PUSH =
      """
      workflows:
        release: { on: [exec, { push: { branches: [main] } }], steps: [{ id: pack, run: "true" }] }
      """;

  @Test
  void the_same_delivery_twice_is_one_run() {
    // Given
    Tako tako = Tako.shared();
    GitOrigin origin = tako.repository("twice/lib", ON_PUSH);
    String delivery = Tako.delivery();

    // When
    tako.push("twice/lib", origin.head("main"), delivery);
    tako.push("twice/lib", origin.head("main"), delivery);
    JsonNode trigger = tako.trigger(delivery);
    tako.ended(trigger.path("runs").path(0).asText());
    String other = Tako.delivery();
    tako.push("twice/lib", origin.head("main"), other);
    tako.ended(tako.trigger(other).path("runs").path(0).asText());

    // Then
    assertThat(tako.coordinator().get("/api/v1/runs?repo=twice/lib").body().path("runs"))
        .as("one run for each of two deliveries, one of which came twice")
        .hasSize(2);
  }

  @Test
  void a_push_of_an_unknown_repository_is_recorded_as_ignored() {
    // Given
    Tako tako = Tako.shared();
    String delivery = Tako.delivery();

    // When
    Api.Answer answer = tako.push("nobody/knows", "a".repeat(40), delivery);

    // Then
    assertThat(answer.status()).isEqualTo(202);
    JsonNode trigger = tako.trigger(delivery);
    assertThat(trigger.path("outcome").asText()).isEqualTo("ignored");
    assertThat(trigger.path("reason").asText()).contains("not registered");
  }

  @Test
  void a_wrong_signature_is_401_and_leaves_nothing_behind() {
    // Given
    Tako tako = Tako.shared();
    String delivery = Tako.delivery();

    // When
    Api.Answer answer =
        tako.coordinator()
            .post(
                "/webhooks/github",
                Map.of("ref", "refs/heads/main"),
                "X-GitHub-Event",
                "push",
                "X-GitHub-Delivery",
                delivery,
                "X-Hub-Signature-256",
                "sha256=" + "0".repeat(64));

    // Then
    assertThat(answer.status()).isEqualTo(401);
    assertThat(tako.coordinator().get("/api/v1/triggers/github:" + delivery).status())
        .isEqualTo(404);
  }

  @Test
  void a_push_with_an_invalid_manifest_is_rejected_with_every_problem_and_the_old_one_stays() {
    // Given
    Tako tako = Tako.shared();
    GitOrigin origin = tako.repository("invalid/lib", ON_PUSH);
    String broken =
        """
        version: "1"
        workflow: {}
        workflows:
          release: { on: [exec], steps: [{ id: pack, rum: "true" }] }
        """;
    String commit = origin.push("main", "Break it", Map.of("tako.yml", broken));
    String delivery = Tako.delivery();

    // When
    tako.push("invalid/lib", commit, delivery);

    // Then
    JsonNode trigger = tako.trigger(delivery);
    assertThat(trigger.path("outcome").asText()).isEqualTo("rejected");
    assertThat(trigger.path("problems").toString())
        .contains("workflow")
        .contains("rum")
        .contains("\"line\":2")
        .contains("\"line\":4");
    String run = tako.coordinator().start("invalid/lib", "release", Map.of());
    assertThat(tako.ended(run).path("status").asText()).isEqualTo("completed");
  }

  @Test
  void a_message_that_does_not_parse_goes_to_the_dead_letters_and_its_partition_moves_on() {
    // Given
    Tako tako = Tako.shared();
    tako.repository("poison/lib", ON_PUSH);
    Clients clients = new Clients(tako.system.bootstrapServers(), "poisoner");
    String marker = "not a message " + Tako.delivery();

    // When
    try (Producer<String, byte[]> producer = clients.producer()) {
      for (int partition = 0; partition < Topics.COMPLETIONS.partitions(); partition++) {
        for (String topic : List.of(Topics.COMPLETIONS.name(), Topics.RUN_COMMANDS.name())) {
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      topic, partition, "k", marker.getBytes(StandardCharsets.UTF_8)));
        }
      }
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOBS.name(), 0, "k", marker.getBytes(StandardCharsets.UTF_8)));
      producer.flush();
    }

    // Then
    String run = tako.coordinator().start("poison/lib", "release", Map.of());
    assertThat(tako.ended(run).path("status").asText()).isEqualTo("completed");
    Map<String, Integer> letters = new HashMap<>();
    try (Consumer<String, byte[]> consumer = clients.watcher()) {
      List<TopicPartition> partitions = List.of(new TopicPartition(Topics.DEAD_LETTERS, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
              if (new String(letter.value(), StandardCharsets.UTF_8).equals(marker)) {
                String topic =
                    new String(
                        letter.headers().lastHeader("dead_letter_topic").value(),
                        StandardCharsets.UTF_8);
                letters.merge(topic, 1, Integer::sum);
              }
            }
            return letters.getOrDefault(Topics.COMPLETIONS.name(), 0) >= 12
                && letters.getOrDefault(Topics.RUN_COMMANDS.name(), 0) >= 12
                && letters.getOrDefault(Topics.JOBS.name(), 0) >= 1;
          });
    }
  }
}
