package dev.tako.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.LogChunk;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.postgres.LogChunks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LogConsumerTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00.123456Z");

  @Inject LogChunks chunks;
  @Inject Sender sender;

  @Test
  void chunks_are_kept_once_and_found_in_the_order_they_were_printed() {
    // Given
    RunId run = RunId.of(AT, 1);
    LogChunk first = chunk(run, "build", 0, "one\n", AT);
    LogChunk second = chunk(run, "build", 1, "two\n", AT.plusMillis(1));
    LogChunk other = chunk(run, "test", 0, "three\n", AT.plusMillis(2));

    // When
    List.of(other, first, second, first).forEach(this::say);

    // Then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(find(run, null, null)).containsExactly(first, second, other));
    assertThat(find(run, "build", null)).containsExactly(first, second);
    assertThat(find(run, null, AT)).containsExactly(second, other);
    assertThat(chunks.find(run, ExecutionId.of(run, 2).value(), null, null, 10)).isEmpty();
  }

  @Test
  void a_chunk_that_cannot_be_stored_holds_up_no_other() {
    // Given
    RunId run = RunId.of(AT, 2);
    LogChunk nul = chunk(run, "build", 0, "a\0b\uD800", AT);
    LogChunk impossible = chunk(run, "build", 1, "lost", Instant.MAX);
    LogChunk after = chunk(run, "build", 2, "after", AT);

    // When
    List.of(nul, impossible, after).forEach(this::say);

    // Then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(find(run, null, null))
                .extracting(LogChunk::text)
                .containsExactly("a\uFFFDb?", "after"));
  }

  @Test
  void a_reader_that_goes_on_after_a_full_page_misses_nothing_of_the_same_moment() {
    // Given
    RunId run = RunId.of(AT, 3);
    chunks.add(
        List.of(
            chunk(run, "a", 0, "1", AT),
            chunk(run, "b", 0, "2", AT.plusMillis(1)),
            chunk(run, "c", 0, "3", AT.plusMillis(1)),
            chunk(run, "d", 0, "4", AT.plusMillis(2))));

    // When
    List<LogChunk> page = chunks.find(run, null, null, null, 2);
    List<LogChunk> next = chunks.find(run, null, null, page.getLast().at(), 2);

    // Then
    assertThat(page).extracting(LogChunk::text).containsExactly("1", "2", "3");
    assertThat(next).extracting(LogChunk::text).containsExactly("4");
  }

  private List<LogChunk> find(RunId run, @Nullable String step, @Nullable Instant after) {
    return chunks.find(run, null, step, after, 100);
  }

  private void say(LogChunk chunk) {
    sender.send(
        Codec.envelope(
            Topics.LOGS,
            chunk.executionId().value(),
            chunk.executionId() + "/" + chunk.stepId() + "/" + chunk.sequence(),
            "/runner",
            AT,
            null,
            chunk));
  }

  private static LogChunk chunk(RunId run, String step, int sequence, String text, Instant at) {
    return new LogChunk(run, ExecutionId.of(run, 1), step, 1, sequence, text, at);
  }
}
