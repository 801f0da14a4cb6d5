package dev.tako.runner;

import dev.tako.contract.Completion;
import dev.tako.contract.LogChunk;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/// Reads what runners say.
final class Observer implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<Received<Completion>> completions = new CopyOnWriteArrayList<>();
  private final List<LogChunk> logs = new CopyOnWriteArrayList<>();
  private final AtomicInteger deadLetters = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread;

  Observer(Clients clients) throws InterruptedException {
    thread = Thread.ofPlatform().start(() -> run(clients));
    ready.await();
  }

  private void run(Clients clients) {
    try (KafkaConsumer<String, byte[]> consumer = clients.watcher()) {
      List<TopicPartition> partitions =
          Stream.of(Topics.COMPLETIONS.name(), Topics.LOGS.name(), Topics.DEAD_LETTERS)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      ready.countDown();
      while (closed.getCount() > 0) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          hear(record);
        }
      }
    } catch (UnreadableMessageException e) {
      throw new AssertionError(e);
    }
  }

  private void hear(ConsumerRecord<String, byte[]> record) throws UnreadableMessageException {
    if (record.topic().equals(Topics.DEAD_LETTERS)) {
      deadLetters.incrementAndGet();
    } else if (record.topic().equals(Topics.LOGS.name())) {
      logs.add(Codec.decode(Topics.LOGS, record).message());
    } else {
      completions.add(Codec.decode(Topics.COMPLETIONS, record));
    }
  }

  List<Completion> of(Jobs job) {
    return received(job).map(Received::message).toList();
  }

  List<String> ids(Jobs job) {
    return received(job).map(Received::id).toList();
  }

  private Stream<Received<Completion>> received(Jobs job) {
    return completions.stream().filter(r -> r.message().executionId().equals(job.execution()));
  }

  private List<String> words(Jobs job) {
    return of(job).stream().map(Bench::word).toList();
  }

  String log(Jobs job) {
    return logs.stream()
        .filter(chunk -> chunk.executionId().equals(job.execution()))
        .map(LogChunk::text)
        .collect(Collectors.joining());
  }

  int deadLetters() {
    return deadLetters.get();
  }

  void await(Jobs job, String... words) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() ->
            Assertions.assertThat(words(job).stream().filter(w -> !w.equals("heartbeat")))
                .containsExactly(words));
  }

  void awaitWord(Jobs job, String word) {
    Awaitility.await(job.execution() + ": " + word)
        .atMost(SOON)
        .until(() -> words(job).contains(word));
  }

  @Override
  public void close() {
    closed.countDown();
    Awaitility.await().until(() -> !thread.isAlive());
  }
}
