package dev.tako.benchmarks;

import dev.tako.contract.Json;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.Status;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Asks for runs over HTTP and sees them end on `tako.runs`, as anybody could.
final class RunLoad implements AutoCloseable {
  private static final int CALLERS = 32;

  private final URI coordinator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Consumer<String, byte[]> watcher;
  private final Map<String, Long> ended = new ConcurrentHashMap<>();
  private final Map<String, Status> outcomes = new ConcurrentHashMap<>();
  private final Thread thread;
  private final Object arrival = new Object();
  private volatile boolean closed;

  RunLoad(URI coordinator, String bootstrapServers) {
    this.coordinator = coordinator;
    this.watcher = new Clients(bootstrapServers, "bench").watcher();
    List<TopicPartition> partitions =
        watcher.partitionsFor(Topics.RUNS.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    watcher.assign(partitions);
    watcher.seekToEnd(partitions);
    partitions.forEach(watcher::position);
    this.thread = Thread.ofPlatform().name("watch-runs").start(this::watch);
  }

  /// One run after the other, from the request to the moment its end is on the topic.
  Latencies oneByOne(String repo, String workflow, int count)
      throws IOException, InterruptedException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      String run = request(repo, workflow);
      nanos[i] = awaitEnd(run) - begin;
    }
    return new Latencies(nanos);
  }

  /// All runs as fast as they are taken.
  ///
  /// @return completed runs a second, from the first request to the last end
  double atOnce(String repo, String workflow, int count) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(count);
    Map<String, Boolean> requested = new ConcurrentHashMap<>();
    long begin = System.nanoTime();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < count; i++) {
        callers.execute(() -> {
          try {
            requested.put(request(repo, workflow), true);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            done.countDown();
          }
        });
      }
      if (!done.await(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The requests were not all taken within five minutes.");
      }
    }
    if (requested.size() != count) {
      throw new IllegalStateException(
          "Expected " + count + " runs to be accepted, but only " + requested.size() + " were.");
    }
    long last = begin;
    for (String run : requested.keySet()) {
      last = Math.max(last, awaitEnd(run));
    }
    return count / ((last - begin) / 1e9);
  }

  private String request(String repo, String workflow) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(coordinator.resolve("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Json.text(Map.of("repo", repo, "workflow", workflow, "inputs", Map.of()))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 202) {
      throw new IOException(
          "Expected 202, but found " + response.statusCode() + ": " + response.body());
    }
    return String.valueOf(Json.read(response.body(), Map.class).get("id"));
  }

  private long awaitEnd(String run) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    synchronized (arrival) {
      while (!ended.containsKey(run)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Run " + run + " did not end within five minutes.");
        }
        arrival.wait(1000);
      }
    }
    Status status = outcomes.get(run);
    if (status != Status.COMPLETED) {
      throw new IllegalStateException("Expected run " + run + " to complete, but it " + status);
    }
    Long at = ended.get(run);
    return at == null ? 0 : at;
  }

  private void watch() {
    try (watcher) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : watcher.poll(Duration.ofMillis(200))) {
          saw(record);
        }
      }
    }
  }

  private void saw(ConsumerRecord<String, byte[]> record) {
    try {
      if (Codec.decode(Topics.RUNS, record).message() instanceof RunLifecycle.RunChanged change
          && change.status().isTerminal()) {
        synchronized (arrival) {
          outcomes.put(change.runId().value(), change.status());
          ended.put(change.runId().value(), System.nanoTime());
          arrival.notifyAll();
        }
      }
    } catch (UnreadableMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
