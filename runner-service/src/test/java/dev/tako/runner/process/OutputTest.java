package dev.tako.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.runner.secret.Masking;
import dev.tako.runner.step.StepLog;
import java.io.OutputStream;
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
    try (Output output = new Output(log, Masking.NONE, file)) {
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
    try (Output output =
        new Output((_, patience) -> !patiences.add(patience), Masking.NONE, file)) {
      output.finish();
      lastLines = output.lastLines();
    }

    // Then
    assertThat(patiences).allSatisfy(p -> assertThat(p).isLessThanOrEqualTo(Duration.ofSeconds(5)));
    assertThat(lastLines).endsWith("end");
  }

  @Test
  void a_secret_is_masked_wherever_reading_cuts_it_and_among_the_last_lines() throws Exception {
    // Given
    String secret = "s3cr\u00e9t-" + "x".repeat(300) + "-end";
    Path file = folder.resolve("stdout");
    StringBuilder chunks = new StringBuilder();
    StepLog log = (chunk, _) -> !chunks.append(chunk).isEmpty();
    byte[] bytes = ("a" + secret + "b\n" + "s3cr\nlast " + secret).getBytes(StandardCharsets.UTF_8);

    // When
    List<String> lastLines;
    Files.writeString(file, "");
    try (Output output = new Output(log, Masking.of(List.of(secret)), file);
        OutputStream out = Files.newOutputStream(file)) {
      for (byte b : bytes) {
        out.write(b);
        output.pump();
      }
      output.finish();
      lastLines = output.lastLines();
    }

    // Then
    assertThat(chunks).hasToString("a***b\ns3cr\nlast ***");
    assertThat(lastLines).containsExactly("a***b", "s3cr", "last ***");
  }

  @Test
  void half_a_secret_is_not_shown_where_output_is_left_out() throws Exception {
    // Given
    String secret = "0123456789".repeat(1_000);
    Path file = folder.resolve("stdout");
    Files.writeString(file, (secret + "\n").repeat(50) + "end\n");
    StringBuilder chunks = new StringBuilder();

    // When
    try (Output output =
        new Output(
            (chunk, _) -> !chunks.append(chunk).isEmpty(), Masking.of(List.of(secret)), file)) {
      output.leaveOut();
      output.finish();
    }

    // Then
    assertThat(chunks.toString()).doesNotContain("0123456789").endsWith("***\nend\n");
  }
}
