package dev.tako.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tako.contract.GoldenSamples;
import dev.tako.contract.RunCommand;
import dev.tako.contract.Topic;
import dev.tako.contract.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableMessageTest {
  private static final String RUN = "exec-20261123-101500-0a1b2c3d";

  @Test
  void a_record_without_headers_is_no_cloud_event() {
    assertUnreadable(record(Map.of(), "{}"), "Expected a CloudEvent in Kafka binary mode (ce_*");
  }

  @Test
  void a_record_without_data_says_what_was_expected() {
    assertUnreadable(
        record(headers(), null), "Expected a RunCommand as JSON data, but found no data.");
  }

  @Test
  void data_that_is_no_json_says_where_it_stops_being_json() {
    assertUnreadable(
        record(headers(), "{\"kind\": oops}"),
        "Expected a RunCommand as JSON data, but found: ",
        "(line 1, column 15)");
  }

  @Test
  void a_kind_that_the_topic_does_not_carry_is_named_beside_those_it_does() {
    assertUnreadable(
        record(headers(), "{\"kind\":\"stop-run\"}"),
        "'stop-run'",
        "cancel-run, refuse-run, start-run, timer-fired");
  }

  @Test
  void data_without_a_kind_is_unreadable() {
    assertUnreadable(record(headers(), "{}"), "missing type id property 'kind'");
  }

  @Test
  void a_value_of_the_wrong_shape_is_quoted() {
    assertUnreadable(
        record(headers(), "{\"kind\":\"cancel-run\",\"runId\":\"run 1\",\"by\":\"api\"}"),
        "Expected a run id like " + RUN + ", but found 'run 1'.");
  }

  @Test
  void a_null_in_place_of_a_message_is_unreadable() {
    assertUnreadable(
        record(headers(), "null"), "Expected a RunCommand as JSON data, but found null.");
  }

  @Test
  void a_message_that_lacks_a_field_names_it() {
    assertUnreadable(
        record(
            headers(), "{\"kind\":\"cancel-run\",\"by\":\"api\",\"at\":\"2026-11-23T10:15:09Z\"}"),
        "Expected cancel-run to have 'runId', but it is missing.");
  }

  @Test
  void a_part_that_lacks_a_field_names_its_place() {
    assertUnreadable(
        record(
            headers(),
            """
            {"kind":"refuse-run","runId":"%s","repo":"acme/lib","workflow":"release","inputs":{},
             "reason":"no","problems":[{"repo":"acme/lib","line":1,"column":1,"path":"","message":""}],
             "requestedBy":"api","at":"2026-11-23T10:15:09Z"}
            """
                .formatted(RUN)),
        "Expected refuse-run to have 'problems[0].file', but it is missing.");
  }

  @Test
  void a_field_that_may_be_absent_may_be_absent() throws UnreadableMessageException {
    // Given
    var record =
        record(
            headers(),
            "{\"kind\":\"cancel-run\",\"runId\":\"%s\",\"by\":\"api\",\"at\":\"2026-11-23T10:15:09Z\"}"
                .formatted(RUN));

    // When
    RunCommand message = Codec.decode(Topics.RUN_COMMANDS, record).message();

    // Then
    assertThat(message)
        .isInstanceOfSatisfying(
            RunCommand.CancelRun.class, cancel -> assertThat(cancel.reason()).isNull());
  }

  @Test
  void a_header_without_a_value_is_named() {
    for (String name : headers().keySet()) {
      // Given
      Map<String, @Nullable String> broken = new LinkedHashMap<>(headers());
      broken.put(name, null);

      // Then
      assertUnreadable(record(broken, "{}"), "found header " + name + " without a value.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type"})
  void an_attribute_that_cloud_events_must_have_is_named(String attribute) {
    // Given
    Map<String, String> incomplete = new LinkedHashMap<>(headers());
    incomplete.remove("ce_" + attribute);

    // Then
    assertUnreadable(record(incomplete, "{}"), "'" + attribute + "'");
  }

  @Test
  void whatever_bytes_arrive_the_answer_is_a_message_or_unreadable() {
    // Given
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (GoldenSamples.Sample sample : GoldenSamples.all()) {
      for (int i = 0; i < 200; i++) {
        // When
        byte[] junk = damaged(sample.json(), random);
        Throwable thrown = thrownBy(sample.topic(), record(headers(), new String(junk, UTF_8)));

        // Then
        if (thrown != null) {
          assertThat(thrown).as("seed %d", seed).isInstanceOf(UnreadableMessageException.class);
        }
      }
    }
  }

  private static byte[] damaged(@Nullable String json, Random random) {
    byte[] junk = String.valueOf(json).getBytes(UTF_8);
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      junk[random.nextInt(junk.length)] = (byte) random.nextInt(256);
    }
    return junk;
  }

  private static void assertUnreadable(ConsumerRecord<String, byte[]> record, String... fragments) {
    assertThatExceptionOfType(UnreadableMessageException.class)
        .isThrownBy(() -> Codec.decode(Topics.RUN_COMMANDS, record))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(fragments));
  }

  private static @Nullable Throwable thrownBy(
      Topic<?> topic, ConsumerRecord<String, byte[]> record) {
    try {
      Codec.decode(topic, record);
      return null;
    } catch (UnreadableMessageException | RuntimeException e) {
      return e;
    }
  }

  private static Map<String, String> headers() {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", "id-1",
        "ce_source", "/test",
        "ce_type", "cancel-run",
        "content-type", "application/json");
  }

  private static ConsumerRecord<String, byte[]> record(
      Map<String, ? extends @Nullable String> headers, @Nullable String data) {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach(
        (name, value) -> recordHeaders.add(name, value == null ? null : value.getBytes(UTF_8)));
    return new ConsumerRecord<>(
        Topics.RUN_COMMANDS.name(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        RUN,
        data == null ? null : data.getBytes(UTF_8),
        recordHeaders,
        Optional.empty());
  }
}
