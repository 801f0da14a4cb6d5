package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputValuesTest {

  private static final Workflow WORKFLOW =
      Objects.requireNonNull(
          Objects.requireNonNull(
                  ManifestParser.parse(
                          "tako.yml",
                          """
                          version: "1"
                          workflows:
                            release:
                              inputs:
                                bump: { default: patch, validation: { enum: [major, minor, patch] } }
                                count: { type: number, validation: { min: 1, max: 10 } }
                                factor: { type: number, default: 1.5 }
                                dry: { type: boolean, default: false }
                                tag: { validation: { pattern: "^v[0-9]+$" } }
                                who: { required: true }
                              steps: [ls]
                          """)
                      .manifest())
              .workflows()
              .get("release"));

  private static InputValues.Resolved resolve(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.putIfAbsent("who", "me");
    return InputValues.resolve(WORKFLOW, all);
  }

  @Test
  void defaults_are_filled_in_and_what_has_none_stays_out() {
    InputValues.Resolved resolved = resolve(Map.of());

    assertThat(resolved.problems()).isEmpty();
    assertThat(resolved.values())
        .isEqualTo(Map.of("bump", "patch", "factor", 1.5, "dry", false, "who", "me"));
  }

  @Test
  void values_are_taken_in_their_type_or_as_the_text_of_a_command_line() {
    InputValues.Resolved resolved =
        resolve(Map.of("count", "5", "factor", 2, "dry", "true", "who", 7, "tag", "v1"));

    assertThat(resolved.problems()).isEmpty();
    assertThat(resolved.values())
        .isEqualTo(
            Map.of(
                "bump", "patch", "count", 5L, "factor", 2L, "dry", true, "who", "7", "tag", "v1"));
  }

  @Test
  void a_whole_number_of_64_bits_stays_exact() {
    assertThat(resolve(Map.of("factor", "9223372036854775807")).values())
        .containsEntry("factor", Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count | 99999999999999999999 | input 'count' must be a number of at most 64 bits, found '99999999999999999999'",
        "count | abc   | input 'count' must be a number, found 'abc'",
        "count | ''    | input 'count' must be a number, found ''",
        "count | 1e99999 | input 'count' must be a number, found '1e99999'",
        "count | 0     | input 'count' must be at least 1, found '0'",
        "count | 10.5  | input 'count' must be at most 10, found '10.5'",
        "dry   | yes   | input 'dry' must be a boolean, found 'yes'",
        "bump  | huge  | input 'bump' must be one of major, minor, patch, found 'huge'",
        "tag   | 1     | input 'tag' must match ^v[0-9]+$, found '1'",
        "tags  | v1    | no input is called 'tags'; did you mean 'tag'?",
        "color | red   | no input is called 'color'; known are bump, count, factor, dry, tag, who"
      })
  void a_problem_says_input_rule_and_value(String name, @Nullable String value, String problem) {
    assertThat(resolve(Map.of(name, value == null ? "" : value)).problems())
        .containsExactly(problem);
  }

  @Test
  void every_problem_is_told_at_once() {
    InputValues.Resolved resolved =
        InputValues.resolve(WORKFLOW, Map.of("count", true, "bump", List.of(1), "x", 1));

    assertThat(resolved.problems())
        .containsExactly(
            "input 'bump' must be a string, found [1]",
            "input 'count' must be a number, found true",
            "input 'who' is required, and no value was given",
            "no input is called 'x'; known are bump, count, factor, dry, tag, who");
  }
}
