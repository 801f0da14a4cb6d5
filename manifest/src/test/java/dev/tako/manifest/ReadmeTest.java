package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README shows can be used as it stands.
class ReadmeTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static List<String> examples() {
    try {
      String readme = Files.readString(Path.of("..", "README.md"));
      return YAML.matcher(readme).results().map(MatchResult::group).map(ReadmeTest::bare).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void there_are_examples() {
    assertThat(examples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_has_no_problems_and_needs_nothing_that_is_not_built(String example) {
    // When
    ParseResult result = ManifestParser.parse("tako.yml", example);

    // Then
    assertThat(result.problems()).isEmpty();
    assertThat(Objects.requireNonNull(result.manifest()).notSupportedYet()).isEmpty();
  }

  private static String bare(String block) {
    return block.substring("```yaml\n".length(), block.length() - "```".length());
  }
}
