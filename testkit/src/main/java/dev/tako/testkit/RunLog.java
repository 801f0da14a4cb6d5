package dev.tako.testkit;

import dev.tako.contract.Topic;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Everything Kafka holds about a run, from all topics in the order of time: what a failed system
/// test prints.
public final class RunLog {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Clients clients;

  public RunLog(String bootstrapServers) {
    this.clients = new Clients(bootstrapServers, "run-log");
  }

  /// Prints one line for each record that names the run.
  ///
  /// @param mark a run id, or any text that the record's key or value holds
  public void print(String mark, PrintStream out) {
    out.println("── everything about " + mark);
    lines(mark).forEach(out::println);
  }

  /// `time topic[partition]@offset type key value`
  public List<String> lines(String mark) {
    return records().stream()
        .filter(record -> mentions(record, mark))
        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
        .map(RunLog::line)
        .toList();
  }

  private List<ConsumerRecord<String, byte[]>> records() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = clients.watcher()) {
      List<TopicPartition> partitions =
          Stream.concat(Topics.ALL.stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean mentions(ConsumerRecord<String, byte[]> record, String mark) {
    return (record.key() != null && record.key().contains(mark)) || value(record).contains(mark);
  }

  private static String line(ConsumerRecord<String, byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return "%s %s[%d]@%d %s %s %s"
        .formatted(
            Instant.ofEpochMilli(record.timestamp()),
            record.topic(),
            record.partition(),
            record.offset(),
            type == null ? "-" : new String(type.value(), StandardCharsets.UTF_8),
            record.key(),
            value(record));
  }

  private static String value(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
  }
}
