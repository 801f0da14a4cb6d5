package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.manifest.lint.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/language.md` is right, and has everything.
class LanguageDocTest {
  private static final Pattern FENCED =
      Pattern.compile("^```yaml ?(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /// The examples, those marked `workflow` or `step` put where they belong.
  static Stream<String> examples() {
    return FENCED.matcher(page()).results().map(m -> whole(m.group(1), m.group(2)));
  }

  private static String whole(String kind, String example) {
    return switch (kind) {
      case "" -> example;
      case "workflow" -> "version: '1'\nworkflows:\n  example:\n" + example.indent(4);
      case "step" ->
          "version: '1'\nworkflows:\n  example:\n    steps:\n      -\n" + example.indent(8);
      default ->
          throw new IllegalArgumentException(
              "expected an example of a `workflow` or `step`, found '" + kind + "'");
    };
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_has_no_problems(String example) {
    assertThat(ManifestParser.parse("tako.yml", example).problems()).isEmpty();
  }

  @Test
  void every_key_has_an_example() {
    // Given
    Set<String> shown = new HashSet<>();
    examples().forEach(example -> collect(SchemaTest.data(example), shown));

    // Then
    SchemaTest.KNOWN.forEach((name, keys) -> assertThat(shown).as(name).containsAll(keys));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void every_rule_of_lint_is_listed(Rule rule) {
    String description = rule.description().replace("|", "\\|");

    assertThat(page()).contains("| `" + rule.id() + "` | " + description + " |\n");
  }

  private static void collect(@Nullable Object value, Set<String> keys) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, child) -> {
            keys.add(String.valueOf(key));
            collect(child, keys);
          });
      case List<?> list -> list.forEach(item -> collect(item, keys));
      case null, default -> {}
    }
  }

  private static String page() {
    try {
      return Files.readString(Path.of("..", "docs", "language.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
