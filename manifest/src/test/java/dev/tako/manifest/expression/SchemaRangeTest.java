package dev.tako.manifest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        "^1.2.0          | v1.2.0       | latest",
        "^1.2.0 <1.5.0   | 1.2.0 1.4.9  | 0.9.0 1.5.0",
        ">=1.2.3 ~1.2.0  | 1.2.3        | 1.2.2 1.3.0 2.0.0",
        "^1.2 ^1.3.0     | 1.3.0 1.9.9  | 1.2.9 2.0.0",
        "^1              | 1.0.0 1.9.9  | 0.9.0 2.0.0",
        "^0.0.3          | 0.0.3        | 0.0.4",
        "~1              | 1.0.0 1.9.9  | 2.0.0"
      })
  void a_range_admits_what_lies_in_it(String range, String inside, String outside) {
    SchemaRange parsed = SchemaRange.parse(range);

    assertThat(inside.split(" ")).allMatch(parsed::admits);
    assertThat(outside.split(" ")).noneMatch(parsed::admits);
    assertThat(parsed).hasToString(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2.0.0...1.0.0]       | [1.0.0...2.0.0]",
        "(2.0.0...1.0.0]       | [1.0.0...2.0.0)",
        "[ 1.1.0 ... 1.0.9-a ) | (1.0.9-a...1.1.0]",
        "(2...1.0.0)           | (1.0.0...2)"
      })
  void limits_that_are_swapped_are_refused_with_the_range_that_was_meant(
      String text, String corrected) {
    assertThatThrownBy(() -> SchemaRange.parse(text))
        .isInstanceOfSatisfying(
            SwappedLimitsException.class,
            e -> assertThat(e.hint()).isEqualTo("write '" + corrected + "'"))
        .hasMessage(
            "expected the lower limit of a range to stand first, found '"
                + text
                + "', whose limits are swapped");
    assertThat(SchemaRange.parse(corrected).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">2.0.0 <1.0.0             | >1.0.0 <2.0.0",
        "<1.0.0 >=2.0.0            | <2.0.0 >=1.0.0",
        ">=2.0.0-b.1 <=2.0.0-a     | >=2.0.0-a <=2.0.0-b.1",
        ">1.0.0 <1.0.1             |",
        "(1.0.0...1.0.0]           |",
        "1.0.0 2.0.0               |",
        "^1.0.0 ^2.0.0             |",
        "^1.2.0 <1.2.0             |",
        ">1.0.0 >2.0.0 <1.5.0      |",
        "<0.0.0                    |",
        ">1.0.0-a.1 <1.0.0-a.1.0   |"
      })
  void a_range_may_be_empty(String range, @Nullable String meant) {
    assertThat(SchemaRange.parse(range).isEmpty()).isTrue();
    assertThat(SchemaRange.parse(range).unswapped().map(SchemaRange::toString))
        .isEqualTo(Optional.ofNullable(meant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0",
        "^0.0.1",
        "~1",
        "<1.0.0",
        "<=0.0.0",
        "[1.0.0...1.0.0]",
        ">1.0.0 <1.0.2",
        ">1.0.0-a <1.0.0-b",
        ">1.0.0 <1.0.1-b",
        ">=1.0.0-a.1 <1.0.0-a.2",
        "<2.0.0-0 >1.0.0",
        "(...2.0.0)",
        "(1.0.0...)"
      })
  void a_range_that_admits_something_is_not_empty(String range) {
    assertThat(SchemaRange.parse(range).isEmpty()).isFalse();
    assertThat(SchemaRange.parse(range).unswapped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "1.2",
        "*",
        "^1.0.0 x",
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
