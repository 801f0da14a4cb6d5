package dev.tako.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Families;
import dev.tako.contract.GoldenSamples;
import dev.tako.contract.GoldenSamples.Sample;
import dev.tako.contract.Message;
import dev.tako.contract.StepEvent;
import dev.tako.contract.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:15:03.250Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  static List<Sample> samples() {
    return GoldenSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_message_comes_back_from_its_record_as_it_was(Sample sample) throws Exception {
    // Given
    Message message = sample.message();

    // When
    Received<?> received =
        Codec.decode(sample.topic(), arrived(record(sample.topic(), message, TRACE)));

    // Then
    assertThat(received.message()).isEqualTo(message);
    assertThat(received.id()).isEqualTo("id-1");
    assertThat(received.record().key()).isEqualTo("key-1");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_record_says_in_its_headers_what_it_is(Sample sample) {
    // Given
    Message message = sample.message();

    // When
    ProducerRecord<String, byte[]> record = record(sample.topic(), message, TRACE);

    // Then
    String type = message instanceof StepEvent event ? event.type() : Families.kebab(sample.type());
    assertThat(record.topic()).isEqualTo(sample.topic().name());
    assertThat(headers(record.headers()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "id-1",
                "ce_source", "/coordinator",
                "ce_type", type,
                "ce_subject", "key-1",
                "ce_time", "2026-11-23T10:15:03.25Z",
                "content-type", "application/json",
                "traceparent", TRACE));
  }

  @Test
  void without_a_trace_there_is_no_traceparent() {
    // Given
    Sample sample = samples().getFirst();

    // When
    ProducerRecord<String, byte[]> record = record(sample.topic(), sample.message(), null);

    // Then
    assertThat(headers(record.headers())).doesNotContainKey("traceparent");
  }

  private static ProducerRecord<String, byte[]> record(
      Topic<?> topic, Message message, @Nullable String traceparent) {
    return Codec.encode(envelope(topic, message, traceparent));
  }

  private static <M extends Message> Envelope<M> envelope(
      Topic<M> topic, Message message, @Nullable String traceparent) {
    return Codec.envelope(
        topic, "key-1", "id-1", "/coordinator", TIME, traceparent, topic.family().cast(message));
  }

  private static ConsumerRecord<String, byte[]> arrived(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  private static Map<String, String> headers(Iterable<Header> headers) {
    Map<String, String> texts = new HashMap<>();
    headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
    return texts;
  }
}
