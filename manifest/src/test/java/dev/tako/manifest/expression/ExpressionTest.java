package dev.tako.manifest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final Scope SCOPE = scope();

  private static Scope scope() {
    Map<String, Object> payload = new HashMap<>();
    payload.put("services", "search, Billing");
    payload.put("version", "2.1.3");
    payload.put("count", 5);
    payload.put("nothing", null);
    payload.put("list", Arrays.asList(1, 2.5, "x"));
    return Scope.of(
        Map.of(
            "inputs", Map.of("dry-run", true, "bump", "major"),
            "steps",
                Map.of(
                    "build-it", Map.of("version", "1.2.3"),
                    "test", Map.of("outputs", Map.of("passed", 7))),
            "event", Map.of("type", "api_published", "payload", payload)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inputs.bump == 'major'",
        "inputs.dry_run",
        "inputs['dry-run']",
        "steps.build_it.version == '1.2.3'",
        "steps['build-it'].outputs.version == '1.2.3'",
        "steps.test.passed == 7 && steps.test.outputs.passed < 7.5",
        "has(event.payload.version) && !has(event.payload.other) && !has(env.X)",
        "event.payload.nothing == null",
        "event.payload.count > 4.5 && event.payload.count + 1 == 6",
        "'billing' in event.payload.services.split(',').map(s, s.trim().lowerAscii())",
        "event.payload.services.lower().contains('billing') && 'a'.upper() == 'A'",
        "event.payload.services.matches('^search.*')",
        "semver.major(event.payload.version) == 2 && semver.minor('v1.2') == 2 && semver.patch('1.2.3') == 3",
        "semver.matches(event.payload.version, '^2.0.0') && semver.compare('1.10.0', '1.9.0') > 0",
        "event.payload.list.exists(x, x == 'x') && size(event.payload.list) == 3"
      })
  void conditions_that_hold(String cel) {
    assertThat(Expression.compile(cel).test(SCOPE)).isTrue();
  }

  @Test
  void values_come_out_json_like() {
    assertThat(Expression.compile("inputs.bump + '-x'").evaluate(SCOPE)).isEqualTo("major-x");
    assertThat(Expression.compile("event.payload.count * 2").evaluate(SCOPE)).isEqualTo(10L);
    assertThat(Expression.compile("{'a': [1, 2.5]}").evaluate(SCOPE))
        .isEqualTo(Map.of("a", List.of(1L, 2.5)));
    assertThat(Expression.compile("event.payload.nothing").evaluate(SCOPE)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.payload.count >    | 22 | the expression ends where more was expected",
        "evnt.type == 'x'         | 1  | unknown name 'evnt'; known are inputs, steps, event, outputs, env, run, repo",
        "contains(event.type)     | 9  | 'contains' does not take a value of any type",
        "nothing(1)               | 8  | unknown function 'nothing'",
        "'a' + 1                  | 5  | '+' does not take a string and a number",
        "``                       | 1  | expected a CEL expression, found nothing"
      })
  void what_cannot_be_compiled_is_refused_with_its_column(String cel, int column, String message) {
    assertThatThrownBy(() -> Expression.compile(cel))
        .isInstanceOfSatisfying(
            ExpressionException.class, e -> assertThat(e.column()).isEqualTo(column))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.payload.versoin == '1' | no 'versoin' in event.payload; there are count, list, nothing, services, version",
        "steps.deploy.url == ''       | no 'deploy' in steps; there are build-it, test",
        "run.id == 'x'                | no 'run'; there are event, inputs, steps",
        "event.payload.count          | expected true or false from 'event.payload.count', found a number",
        "semver.major(event.type) > 1 | expected a version such as 1.2.3, found 'api_published': event.type = 'api_published'",
        "semver.major(event.payload.count) > 1 | 'semver.major' does not take values of these types: event.payload.count = 5",
        "event.type > 3               | '>' does not take values of these types: event.type = 'api_published'",
        "event.payload.version.all(x, x == '') | a macro (all, exists, map, filter) expects a list or a map: event.payload.version = '2.1.3'",
        "5 / (event.payload.count - 5) == 1 | division by zero: event.payload.count = 5"
      })
  void what_cannot_be_evaluated_says_why(String cel, String message) {
    assertThatThrownBy(() -> Expression.compile(cel).test(SCOPE))
        .isInstanceOf(ExpressionException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.payload.services.contains('x') | event.payload.services.contains('x') was false: event.payload.services = 'search, Billing'",
        "event.payload.services.contains('search') && event.payload.count > 9 | event.payload.count > 9 was false: event.payload.count = 5",
        "has(event.payload.other) && event.payload.count > 1 | has(event.payload.other) was false: event.payload.other is absent",
        "event.payload.other == 1 && event.payload.count > 9 | event.payload.count > 9 was false: event.payload.count = 5",
        "event.payload.other == 1 | event.payload.other == 1 could not be evaluated (no 'other' in event.payload; there are count, list, nothing, services, version): event.payload.other is absent",
        "inputs.dry_run && inputs.bump == 'major' | inputs.dry_run && inputs.bump == 'major' was true: inputs.dry_run = true, inputs.bump = 'major'"
      })
  void an_explanation_names_what_decided_and_the_values(String cel, String explanation) {
    assertThat(Expression.compile(cel).explain(SCOPE)).isEqualTo(explanation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.payload.l.all(x, event.payload.l.all(y, event.payload.l.all(z, x + y + z >= 0)))",
        "event.type.matches('(((a{1,100}){1,100}){1,100})')"
      })
  void a_costly_expression_is_stopped(String cel) {
    Scope scope =
        Scope.of(
            Map.of(
                "event",
                Map.of(
                    "type",
                    "t",
                    "payload",
                    Map.of("l", IntStream.range(0, 500).boxed().toList()))));

    assertThatThrownBy(() -> Expression.compile(cel).test(scope))
        .isInstanceOf(ExpressionException.class)
        .hasMessageMatching(
            "(?s).*(go through more than 10000 items|exceeds allowed program size).*");
  }

  @Test
  void an_endless_or_deeply_nested_expression_is_refused() {
    assertThatThrownBy(() -> Expression.compile("(".repeat(200) + "1" + ")".repeat(200)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> Expression.compile("1 + ".repeat(5_000) + "1"))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void a_pattern_is_found_in_linear_time_or_refused() {
    assertThat(LinearPattern.of("(a+)+$").isFoundIn("a".repeat(50_000) + "b")).isFalse();
    assertThatThrownBy(() -> LinearPattern.of("("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a regular expression (RE2), found '('");
  }

  @Test
  void a_root_that_does_not_exist_is_refused() {
    assertThatThrownBy(() -> Scope.of(Map.of("secrets", Map.of())))
        .hasMessage(
            "expected one of the roots inputs, steps, event, outputs, env, run, repo, found 'secrets'");
  }
}
