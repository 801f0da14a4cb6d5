package dev.tako.benchmarks.organisation;

import dev.tako.contract.Json;
import dev.tako.contract.ManifestMessage;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.UnreadableMessageException;
import dev.tako.dev.EmbeddedSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Sends the webhook of a push and sees on `tako.manifests` that its manifest is in force, as
/// anybody could.
final class Pushes implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final EmbeddedSystem system;
  private final URI webhook;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Consumer<String, byte[]> manifests;

  Pushes(EmbeddedSystem system) {
    this.system = system;
    this.webhook = system.coordinator().resolve("/webhooks/github");
    this.manifests = new Clients(system.bootstrapServers(), "bench-pushes").watcher();
    List<TopicPartition> partitions =
        manifests.partitionsFor(Topics.MANIFESTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    manifests.assign(partitions);
    manifests.seekToEnd(partitions);
    partitions.forEach(manifests::position);
  }

  /// Returns when the pushed commit's manifest is in force.
  void push(int index, String url, String commit) throws IOException, InterruptedException {
    send(index, url, commit);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : manifests.poll(Duration.ofSeconds(1))) {
        if (isAnswer(record, commit)) {
          return;
        }
      }
    }
    throw new IllegalStateException(
        "Expected %s to be in force within %s, but it was not.".formatted(commit, LIMIT));
  }

  private static boolean isAnswer(ConsumerRecord<String, byte[]> record, String commit) {
    try {
      return switch (Codec.decode(Topics.MANIFESTS, record).message()) {
        case ManifestMessage.ManifestIndexed indexed -> indexed.commit().equals(commit);
        case ManifestMessage.ManifestRejected rejected -> {
          Trigger trigger = rejected.trigger();
          if (trigger != null && rejected.commit().equals(commit)) {
            throw new IllegalStateException("The push was rejected: " + rejected.reason());
          }
          yield false;
        }
        case ManifestMessage.TriggerIgnored _ -> false;
      };
    } catch (UnreadableMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(int index, String url, String commit) throws IOException, InterruptedException {
    byte[] body =
        Json.bytes(
            Map.of(
                "ref",
                "refs/heads/main",
                "after",
                commit,
                "deleted",
                false,
                "repository",
                Map.of(
                    "name",
                    ManifestText.name(index),
                    "full_name",
                    ManifestText.fullName(index),
                    "default_branch",
                    "main",
                    "clone_url",
                    url)));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", commit)
                .header("X-Hub-Signature-256", system.webhookSecret().sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "The webhook was not accepted: " + answer.statusCode() + " " + answer.body());
    }
  }

  @Override
  public void close() {
    manifests.close();
  }
}
