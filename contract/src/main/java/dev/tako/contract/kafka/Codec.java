package dev.tako.contract.kafka;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tako.contract.Json;
import dev.tako.contract.Message;
import dev.tako.contract.StepEvent;
import dev.tako.contract.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Messages to Kafka records and back: CloudEvents 1.0 in Kafka binary mode, JSON data.
public final class Codec {
  private static final Map<Class<?>, String> NAMES = new ConcurrentHashMap<>();

  private Codec() {}

  /// The record that carries the envelope.
  public static ProducerRecord<String, byte[]> encode(Envelope<?> envelope) {
    return encode(
        envelope.topic().name(),
        envelope.key(),
        envelope.id(),
        envelope.source(),
        envelope.type(),
        envelope.time(),
        envelope.traceparent(),
        Json.bytes(envelope.message()));
  }

  /// The record that carries a message whose JSON is at hand already, for example from an outbox.
  public static ProducerRecord<String, byte[]> encode(
      String topic,
      String key,
      String id,
      String source,
      String type,
      Instant time,
      @Nullable String traceparent,
      byte[] json) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create(source))
            .withType(type)
            .withTime(time.atOffset(ZoneOffset.UTC))
            .withSubject(key)
            .withData("application/json", json);
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(topic, key).writeBinary(event.build());
    if (traceparent != null) {
      record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }

  /// @throws UnreadableMessageException if the record is no CloudEvent, or its data no complete
  ///   message of the topic's family
  public static <M extends Message> Received<M> decode(
      Topic<M> topic, ConsumerRecord<String, byte[]> record) throws UnreadableMessageException {
    CloudEvent event = cloudEvent(record);
    CloudEventData data = event.getData();
    String expected = "Expected a " + topic.family().getSimpleName() + " as JSON data, but found";
    if (data == null) {
      throw new UnreadableMessageException(expected + " no data.");
    }
    @Nullable M message;
    try {
      message = Json.read(data.toBytes(), topic.family());
    } catch (UncheckedIOException e) {
      throw new UnreadableMessageException(expected + ": " + e.getMessage(), e);
    }
    if (message == null) {
      throw new UnreadableMessageException(expected + " null.");
    }
    String missing = message instanceof Record fields ? MissingFields.firstOf(fields) : null;
    if (missing != null) {
      throw new UnreadableMessageException(
          "Expected %s to have '%s', but it is missing."
              .formatted(nameOf(message.getClass()), missing));
    }
    return new Received<>(message, event.getId(), record);
  }

  private static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> record)
      throws UnreadableMessageException {
    String expected = "Expected a CloudEvent in Kafka binary mode (ce_* headers), but found";
    for (Header header : record.headers()) {
      if (header.value() == null) {
        throw new UnreadableMessageException(
            expected + " header " + header.key() + " without a value.");
      }
    }
    try {
      return KafkaMessageFactory.createReader(record).toEvent();
    } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
      throw new UnreadableMessageException(expected + ": " + e.getMessage(), e);
    }
  }

  /// An envelope whose type is the message's own name.
  public static <M extends Message> Envelope<M> envelope(
      Topic<M> topic,
      String key,
      String id,
      String source,
      Instant time,
      @Nullable String traceparent,
      M message) {
    return new Envelope<>(topic, key, id, source, typeOf(message), time, traceparent, message);
  }

  /// The CloudEvents type of a message: its kebab-case name, or the event's own type.
  public static String typeOf(Message message) {
    return message instanceof StepEvent event ? event.type() : nameOf(message.getClass());
  }

  /// The stable name of a message record, for example `step-completed`.
  static String nameOf(Class<?> type) {
    return NAMES.computeIfAbsent(type, Codec::findName);
  }

  private static String findName(Class<?> type) {
    for (Class<?> family : type.getInterfaces()) {
      JsonSubTypes subTypes = family.getAnnotation(JsonSubTypes.class);
      if (subTypes != null) {
        for (JsonSubTypes.Type candidate : subTypes.value()) {
          if (candidate.value() == type) {
            return candidate.name();
          }
        }
      }
    }
    return type.getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
