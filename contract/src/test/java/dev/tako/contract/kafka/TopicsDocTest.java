package dev.tako.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Families;
import dev.tako.contract.GoldenSamples;
import dev.tako.contract.Message;
import dev.tako.contract.Topic;
import dev.tako.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/topics.md` says what [Topics] says.
class TopicsDocTest {
  private static final List<String> LINES = lines();
  private static final Pattern HEADERS = Pattern.compile(",(?=[a-z_-]+:)");

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void the_row_of_a_topic_says_what_the_code_says(Topic<?> topic) {
    // When
    List<String> row = row(topic.name());

    // Then
    assertThat(row).hasSize(7);
    assertThat(row.get(1)).isEqualTo(topic.key().name().toLowerCase(Locale.ROOT));
    assertThat(row.get(3)).isEqualTo(Integer.toString(topic.partitions()));
    assertThat(row.get(4))
        .isEqualTo(
            switch (topic.retention()) {
              case WEEK -> "week";
              case DAY -> "day";
              case COMPACTED -> "compacted after a week";
            });
    assertThat(row.get(5)).isEqualTo("`" + topic.family().getSimpleName() + "`");
    if (!topic.equals(Topics.EVENTS)) {
      assertThat(row.get(6).split(" "))
          .containsExactlyInAnyOrderElementsOf(
              Families.recordsOf(topic.family())
                  .map(type -> "`" + Families.kebab(type) + "`")
                  .toList());
    }
  }

  @Test
  void the_table_has_no_other_topics() {
    // When
    List<String> rows =
        LINES.stream()
            .filter(line -> line.startsWith("| `tako."))
            .map(line -> line.split("`", -1)[1])
            .toList();

    // Then
    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.concat(Topics.ALL.stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                .toList());
  }

  @Test
  void the_share_group_of_the_runners_is_named() {
    assertThat(LINES).anyMatch(line -> line.contains("--group " + Topics.RUNNERS_GROUP));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void the_record_shown_is_one_of_the_golden_samples(Topic<?> topic) throws Exception {
    // Given
    String[] parts = shown(topic).split("\t", -1);

    // When
    Message message = Codec.decode(topic, record(topic, parts)).message();

    // Then
    assertThat(parts).hasSize(3);
    assertThat(parts[0]).contains("ce_type:" + Codec.typeOf(message), "ce_subject:" + parts[1]);
    assertThat(GoldenSamples.all().stream().map(GoldenSamples.Sample::message)).contains(message);
  }

  private static List<String> row(String topic) {
    return LINES.stream()
        .filter(line -> line.startsWith("| `" + topic + "` |"))
        .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected a row for " + topic + " in topics.md."));
  }

  /// Under the topic's heading, inside the first fence.
  private static String shown(Topic<?> topic) {
    int heading = LINES.indexOf("### " + topic.name());
    List<String> section = LINES.subList(heading + 1, LINES.size());
    return section.get(section.indexOf("```text") + 1);
  }

  private static ConsumerRecord<String, byte[]> record(Topic<?> topic, String[] parts) {
    RecordHeaders headers = new RecordHeaders();
    HEADERS
        .splitAsStream(parts[0])
        .map(header -> header.split(":", 2))
        .forEach(header -> headers.add(header[0], header[1].getBytes(UTF_8)));
    return new ConsumerRecord<>(
        topic.name(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        parts[1],
        parts[2].getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  /// The module's folder is the working directory of its tests.
  private static List<String> lines() {
    try {
      return Files.readAllLines(Path.of("..", "docs", "topics.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
