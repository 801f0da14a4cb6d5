package dev.tako.benchmarks;

import dev.tako.contract.kafka.Clients;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// What the machine can do at best: a record through Kafka and one committed PostgreSQL transaction
/// for it, nothing else.
final class Floor implements AutoCloseable {
  private final String topic = "bench.floor." + UUID.randomUUID();
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final Connection database;

  Floor(String bootstrapServers, String jdbcUrl)
      throws SQLException, ExecutionException, InterruptedException {
    Clients clients = new Clients(bootstrapServers, "bench-floor");
    try (Admin admin = clients.admin()) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.of((short) 1))))
          .all()
          .get();
    }
    producer = clients.producer();
    consumer = clients.watcher();
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    consumer.position(partition);
    database = DriverManager.getConnection(jdbcUrl);
    database.setAutoCommit(false);
    try (var create = database.createStatement()) {
      create.execute("create schema if not exists bench");
      create.execute(
          "create table if not exists bench.floor (id bigserial primary key, body text)");
      database.commit();
    }
  }

  /// One record after the other: produced, consumed, committed.
  Latencies oneByOne(int count) throws SQLException {
    return new Latencies(times(count, true));
  }

  /// One record after the other through Kafka alone.
  Latencies kafkaOneByOne(int count) throws SQLException {
    return new Latencies(times(count, false));
  }

  /// One committed transaction after the other.
  Latencies commitsOneByOne(int count) throws SQLException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      insert(1);
      nanos[i] = System.nanoTime() - begin;
    }
    return new Latencies(nanos);
  }

  /// All records at once: produced with acks=all, consumed, one transaction per message.
  ///
  /// @return messages a second
  double atOnce(int count) throws SQLException, ExecutionException, InterruptedException {
    long begin = System.nanoTime();
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sends.add(producer.send(new ProducerRecord<>(topic, "k" + i, new byte[200])));
    }
    int seen = 0;
    while (seen < count) {
      ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(5));
      for (int i = 0; i < records.count(); i++) {
        insert(1);
      }
      seen += records.count();
    }
    for (Future<RecordMetadata> send : sends) {
      send.get();
    }
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  private long[] times(int count, boolean commit) throws SQLException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, "k", new byte[200]));
      int seen = 0;
      while (seen == 0) {
        seen = consumer.poll(Duration.ofSeconds(5)).count();
      }
      if (commit) {
        insert(1);
      }
      nanos[i] = System.nanoTime() - begin;
      if (!sent.isDone()) {
        producer.flush();
      }
    }
    return nanos;
  }

  private void insert(int rows) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "insert into bench.floor (body) select 'x' from generate_series(1, ?)")) {
      insert.setInt(1, rows);
      insert.executeUpdate();
    }
    database.commit();
  }

  @Override
  public void close() throws SQLException {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
    database.close();
  }
}
