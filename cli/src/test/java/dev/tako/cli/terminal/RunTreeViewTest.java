package dev.tako.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunTreeViewTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:16:05Z");

  @Test
  void a_run_is_drawn_with_causes_above_effects_and_the_end_of_what_a_failed_step_printed()
      throws IOException {
    // When
    List<String> lines = RunTreeView.lines(run(), NOW, Paint.PLAIN);

    // Then
    assertThat(String.join("\n", lines) + "\n").isEqualTo(resource("train.txt"));
  }

  @Test
  void colours_change_no_text() throws IOException {
    // When
    List<String> lines = RunTreeView.lines(run(), NOW, Paint.COLOUR);

    // Then
    assertThat(lines.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")))
        .containsExactlyElementsOf(RunTreeView.lines(run(), NOW, Paint.PLAIN));
    assertThat(lines).anyMatch(line -> line.contains("\u001b[31m✗"));
  }

  @Test
  void plain_output_gets_each_change_once() throws IOException {
    // Given
    RunChanges changes = new RunChanges();

    // When
    List<String> first = changes.since(run(), NOW);
    List<String> second = changes.since(run(), NOW);

    // Then
    assertThat(first)
        .contains(
            "✗ acme/lib-b:main release  failed  1.0 s  Step build failed with exit code 2",
            "● acme/java-bom:main update  running")
        .noneMatch(line -> line.contains("› tag  pending"));
    assertThat(second).isEmpty();
  }

  @Test
  void a_line_is_cut_to_the_window_without_counting_colours() {
    // When
    String cut = Cut.to(Paint.COLOUR.good("abcdefgh"), 5);

    // Then
    assertThat(cut).isEqualTo("\u001b[32mabcd…\u001b[0m");
  }

  private static JsonNode run() throws IOException {
    return new ObjectMapper().readTree(resource("train.json"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RunTreeViewTest.class.getResourceAsStream("/runs/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
