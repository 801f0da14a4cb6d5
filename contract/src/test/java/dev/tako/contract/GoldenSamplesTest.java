package dev.tako.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.contract.GoldenSamples.Sample;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {
  static List<Sample> samples() {
    return GoldenSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_is_read_as_its_record_and_written_back_as_it_was(Sample sample) throws IOException {
    // When
    Message message = sample.message();

    // Then
    assertThat(message).isInstanceOf(sample.type());
    assertThat(tree(Json.text(message))).isEqualTo(tree(Objects.requireNonNull(sample.json())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_field_that_a_newer_peer_added_is_tolerated(Sample sample) throws IOException {
    // Given
    Message message = sample.message();
    var extended = (ObjectNode) tree(Json.text(message));
    extended.put("addedLater", "x");

    // When
    Object read = Json.read(Json.text(extended), sample.family());

    // Then
    assertThat(read).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_message_of_ordinary_content_stays_under_two_kibibytes(Sample sample) {
    assertThat(Json.bytes(sample.message())).hasSizeLessThan(2048);
  }

  @Test
  void there_is_no_sample_without_a_record() throws IOException, URISyntaxException {
    // Given
    List<String> expected =
        samples().stream().map(sample -> sample.path().substring("/golden/".length())).toList();

    // When
    URL folder = Objects.requireNonNull(GoldenSamplesTest.class.getResource("/golden"));
    Path root = Path.of(folder.toURI());
    List<String> found;
    try (Stream<Path> files = Files.walk(root)) {
      found =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .toList();
    }

    // Then
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static JsonNode tree(String json) throws IOException {
    return Json.MAPPER.readTree(json);
  }
}
