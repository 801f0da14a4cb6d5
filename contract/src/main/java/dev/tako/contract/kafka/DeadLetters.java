package dev.tako.contract.kafka;

import dev.tako.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets records aside that cannot be processed, so that their partition moves on.
///
/// The record goes to `tako.dead-letters` with its key, value and headers as they were, and with
/// `dead_letter_reason`, `dead_letter_topic`, `dead_letter_partition`, `dead_letter_offset`,
/// `dead_letter_by` and `dead_letter_at` added; sending it back to `dead_letter_topic` redrives it.
public final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Producer<String, byte[]> producer;
  private final String service;

  /// @param service who gives up on the record, for example `coordinator`
  public DeadLetters(Producer<String, byte[]> producer, String service) {
    this.producer = producer;
    this.service = service;
  }

  /// Returns when the broker has the record.
  ///
  /// @throws IllegalStateException if the broker does not take it; the caller must not move on then
  public void setAside(ConsumerRecord<String, byte[]> record, String reason) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS, null, record.key(), record.value(), record.headers());
    header(letter, "reason", reason);
    header(letter, "topic", record.topic());
    header(letter, "partition", Integer.toString(record.partition()));
    header(letter, "offset", Long.toString(record.offset()));
    header(letter, "by", service);
    header(letter, "at", Instant.now().toString());
    try {
      producer.send(letter).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Could not write to " + Topics.DEAD_LETTERS, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing to " + Topics.DEAD_LETTERS, e);
    }
    LOG.warn(
        "Set aside a record: topic={} partition={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add("dead_letter_" + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
