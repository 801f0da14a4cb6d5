package dev.tako.graph;

import dev.tako.contract.Message;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads a topic from its beginning, for tests.
final class Topic implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  Topic(String servers, String name) {
    consumer = new Clients(servers, "test").watcher();
    List<TopicPartition> partitions =
        consumer.partitionsFor(name).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /// Everything there is so far.
  List<ConsumerRecord<String, byte[]>> records() {
    consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
    return seen;
  }

  <M extends Message> List<Received<M>> messages(dev.tako.contract.Topic<M> topic) {
    List<Received<M>> messages = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records()) {
      try {
        messages.add(Codec.decode(topic, record));
      } catch (UnreadableMessageException e) {
        throw new AssertionError(e);
      }
    }
    return messages;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
