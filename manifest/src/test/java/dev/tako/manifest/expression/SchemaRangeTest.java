package dev.tako.manifest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2.0           | 1.2.0        | 1.2.1 1.1.9",
        "=1.2.0          | 1.2.0        | 1.2.1",
        "^1.2.0          | 1.2.0 1.9.9  | 1.1.9 2.0.0 1.3.0-beta.1",
        "^0.2.0          | 0.2.5        | 0.3.0",
        "~1.2.0          | 1.2.0 1.2.9  | 1.3.0",
        ">=1.0.0 <2.0.0  | 1.0.0 1.9.9  | 0.9.9 2.0.0",
        ">= 1.0.0 < 2.0.0 | 1.0.0       | 2.0.0",
        ">1.0.0          | 1.0.1 9.0.0  | 1.0.0",
        "(1.1.0...2.0.0] | 1.1.1 2.0.0  | 1.1.0 2.0.1",
        "[1.1.0...2.0.0) | 1.1.0 1.9.9  | 2.0.0",
        "[1.0.0...)      | 1.0.0 9.9.9  | 0.9.9",
        "(...2.0.0)      | 0.0.1 1.9.9  | 2.0.0",
        "^1.2.0-beta.1   | 1.2.0-beta.2 | 1.2.0-alpha.1",
        "^1.2.0          | v1.2.0       | latest"
      })
  void a_range_admits_what_lies_in_it(String range, String inside, String outside) {
    SchemaRange parsed = SchemaRange.parse(range);

    assertThat(inside.split(" ")).allMatch(parsed::admits);
    assertThat(outside.split(" ")).noneMatch(parsed::admits);
    assertThat(parsed).hasToString(range);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "1.2",
        "*",
        "^1.0.0 x",
        "[2.0.0...1.0.0]",
        "[...]",
        "1.0.0...2.0.0",
        ">=1.0.0||<0.1.0",
        "^"
      })
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> SchemaRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a version range such as 1.2.0, ^1.2.0, ~1.2.0, '>=1.0.0 <2.0.0' or"
                + " '(1.1.0...2.0.0]', found '"
                + text
                + "'");
  }
}
