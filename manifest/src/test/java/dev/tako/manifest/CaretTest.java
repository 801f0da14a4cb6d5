package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where a problem is shown: the column within a text, and the caret under it.
class CaretTest {

  static List<Arguments> carets() {
    return List.of(
        arguments("  - 日本語 x", 9, "  - 日本語 x", 11),
        arguments("🚀🚀 e\u0301 x", 7, "🚀🚀 e\u0301 x", 7),
        arguments("\tx\ty", 4, " x y", 3),
        arguments("\uFEFFxersion: 1", 1, "xersion: 1", 0),
        arguments("a\u202Eb\u001B[31mc", 3, "a\uFFFDb [31mc", 2),
        arguments("y".repeat(200), 3, "y".repeat(159) + "…", 2),
        arguments("y".repeat(200) + "X", 201, "…" + "y".repeat(100) + "X", 101),
        arguments("🚀".repeat(200), 150, "🚀".repeat(159) + "…", 298));
  }

  @ParameterizedTest
  @MethodSource("carets")
  void the_caret_stands_under_its_character(String line, int column, String shown, int indent) {
    // Given
    Problem problem = new Problem(Severity.ERROR, "tako.yml", 1, column, "", "wrong", null);

    // When
    String rendered = problem.render(line);

    // Then
    assertThat(rendered)
        .isEqualTo(
            "tako.yml:1:%d: error: wrong\n  1 | %s\n    | %s^\n"
                .formatted(column, shown, " ".repeat(indent)));
  }

  static List<Arguments> scalars() {
    return List.of(
        arguments("- run: &x echo {{ .inputs.z }}", "{{"),
        arguments("- \"tab \\t \\x41\\u00e9\\U0001F680 {{ .inputs.z }}\"", "{{"),
        arguments("- 'it''s ''quoted'' {{ .inputs.z }}'", "{{"),
        arguments("- echo 🚀🚀 {{ .inputs.z }}", "{{"),
        arguments("- echo one\n        two\n\n        three {{ .inputs.z }}", "{{"),
        arguments("- \"one\n        two \\\n        three {{ .inputs.z }}\"", "{{"),
        arguments("- >-\n        folded\n          more\n\n        last {{ .inputs.z }}", "{{"),
        arguments("- >\n\n        first {{ .inputs.z }}", "{{"),
        arguments("- |\n        first\n        🚀 {{ .inputs.z }}", "{{"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void a_problem_within_a_text_is_found_in_every_style(String step, String wrong) {
    // Given
    String text = "version: '1'\nworkflows:\n  w:\n    steps:\n      " + step + "\n";
    List<String> lines = text.lines().toList();
    int line = 0;
    while (!lines.get(line).contains(wrong)) {
      line++;
    }
    String before = lines.get(line).substring(0, lines.get(line).indexOf(wrong));

    // When
    List<Problem> problems = ManifestParser.parse("tako.yml", text).problems();

    // Then
    assertThat(problems)
        .extracting(p -> p.line() + ":" + p.column())
        .containsExactly((line + 1) + ":" + (before.codePointCount(0, before.length()) + 1));
  }
}
