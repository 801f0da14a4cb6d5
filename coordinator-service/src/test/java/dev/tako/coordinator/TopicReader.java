package dev.tako.coordinator;

import dev.tako.contract.Message;
import dev.tako.contract.Topic;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads everything a topic holds of one key.
public final class TopicReader {
  private final Clients clients;

  public TopicReader(Clients clients) {
    this.clients = clients;
  }

  public <M extends Message> List<Received<M>> read(Topic<M> topic, String key) {
    List<Received<M>> found = new ArrayList<>();
    try (var consumer = clients.watcher()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (key.equals(record.key())) {
            found.add(Codec.decode(topic, record));
          }
        }
      }
      return found;
    } catch (UnreadableMessageException e) {
      throw new AssertionError("Expected readable messages on " + topic.name(), e);
    }
  }
}
