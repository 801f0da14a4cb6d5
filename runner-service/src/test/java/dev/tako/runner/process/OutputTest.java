package dev.tako.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.runner.step.StepLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is printed arrives whole and in order, whatever the log's room.
final class OutputTest {
  @TempDir Path folder;

  @Test
  void all_text_arrives_in_chunks_of_at_most_64_kib_when_the_log_often_has_no_room()
      throws Exception {
    // Given
    Path file = folder.resolve("stdout");
    String line = "Grüße 🐙 ".repeat(20) + "\n";
    String text = line.repeat(3_000) + "🐙".repeat(50_000) + "\nend";
    Files.writeString(file, text);
    Random random = new Random(7);
    List<String> chunks = new ArrayList<>();
    StepLog log =
        (chunk, patience) -> (patience.isPositive() || random.nextInt(3) == 0) && chunks.add(chunk);

    // When
    List<String> lastLines;
    try (Output output = new Output(log, file)) {
      for (int i = 0; i < 20; i++) {
        output.pump();
      }
      output.finish();
      lastLines = output.lastLines();
    }

    // Then
    assertThat(String.join("", chunks)).isEqualTo(text);
    assertThat(chunks)
        .allSatisfy(c -> assertThat(c.getBytes(StandardCharsets.UTF_8).length).isLessThan(65_536));
    assertThat(lastLines).hasSize(20).endsWith("end");
  }

  @Test
  void a_log_that_takes_nothing_delays_the_end_only_for_its_patience() throws Exception {
    // Given
    Path file = folder.resolve("stdout");
    Files.writeString(file, "line\n".repeat(100_000) + "end\n");
    List<Duration> patiences = new ArrayList<>();

    // When
    List<String> lastLines;
    try (Output output = new Output((_, patience) -> !patiences.add(patience), file)) {
      output.finish();
      lastLines = output.lastLines();
    }

    // Then
    assertThat(patiences).allSatisfy(p -> assertThat(p).isLessThanOrEqualTo(Duration.ofSeconds(5)));
    assertThat(lastLines).endsWith("end");
  }
}
