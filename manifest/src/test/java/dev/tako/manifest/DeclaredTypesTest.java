package dev.tako.manifest;

import static dev.tako.manifest.expression.ValueType.BOOLEAN;
import static dev.tako.manifest.expression.ValueType.LIST;
import static dev.tako.manifest.expression.ValueType.NUMBER;
import static dev.tako.manifest.expression.ValueType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.Types;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTypesTest {

  private static final String MANIFEST =
      """
      version: "1"
      workflows:
        release:
          inputs:
            bump: { type: string, default: patch }
            build-number: { type: number, default: 1 }
          steps:
            - id: build
              run: make
              produces:
                events:
                  - type: library_released
                    payload:
                      version: "{{ .outputs.version }}"
                      build: "{{ .inputs.build-number }}"
                      label: "build {{ .inputs.build-number }}"
                      breaking: "{{ .inputs.bump == 'major' }}"
                      next: "{{ inputs.build_number + 1 }}"
                      services: "{{ .outputs.services | split ',' }}"
                      first: "{{ .outputs.services | split ',' | first }}"
                      major: 2
                      open: true
                      by: { name: "{{ .env.USER }}", on: "{{ .event.payload.on }}" }
      """;

  private static Types payload() {
    Workflow workflow =
        Optional.ofNullable(
                ManifestParser.parse("tako.yml", MANIFEST.getBytes(StandardCharsets.UTF_8))
                    .manifest())
            .map(manifest -> manifest.workflows().get("release"))
            .orElseThrow();
    return DeclaredTypes.ofPayload(
        workflow, StepEvents.of(workflow, workflow.steps().getFirst()).getFirst());
  }

  @Test
  void a_payload_s_types_come_from_its_templates_and_the_inputs_they_name() {
    assertThat(payload().byPath())
        .isEqualTo(
            Map.of(
                "event.payload.version", STRING,
                "event.payload.build", NUMBER,
                "event.payload.label", STRING,
                "event.payload.breaking", BOOLEAN,
                "event.payload.next", NUMBER,
                "event.payload.services", LIST,
                "event.payload.major", NUMBER,
                "event.payload.open", BOOLEAN,
                "event.payload.by.name", STRING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "event.payload.version > 3 | '>' does not take a string and a number; event.payload.version is a string | 23",
        "event.payload.breaking == 'true' | '==' does not take a boolean and a string; event.payload.breaking is a boolean | 24",
        "semver.major(event.payload.major) > 1 | 'semver.major' does not take a number; event.payload.major is a number | 13",
        "event.payload.build + event.payload.version == 1 | '+' does not take a number and a string; event.payload.version is a string, event.payload.build is a number | 21",
        "event.payload.label.text == 'x' | a string has no fields; event.payload.label is a string | 20",
      })
  void a_filter_that_can_never_be_evaluated_is_told(String filter, String told, int column) {
    assertThat(payload().mistake(Expression.compile(filter)))
        .get()
        .returns(told, ExpressionException::getMessage)
        .returns(column, ExpressionException::column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "semver.major(event.payload.version) > 0",
        "event.payload.build > 1.5 && event.payload.major + 1 > 2 && event.payload.next * 0.5 > 1.0",
        "has(event.payload.version) && event.payload.version == 'x'",
        "event.payload['version'] == 'x'",
        "event.payload.exists(name, name == 'version')",
        "'search' in event.payload.services",
        "event.payload.services.exists(s, s.size() > event.payload.major)",
        "event.payload.first > 3",
        "event.payload.nobody_declared > 3",
        "event.payload.by.on && event.payload.by.name.startsWith('x')",
      })
  void a_filter_that_may_be_evaluated_is_let_through(String filter) {
    assertThat(payload().mistake(Expression.compile(filter))).isEmpty();
  }
}
