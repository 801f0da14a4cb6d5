package dev.tako.manifest.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tako.manifest.expression.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Scope SCOPE = scope();

  private static Scope scope() {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("version-bump", "Minor");
    inputs.put("count", 3);
    inputs.put("ratio", 2.0);
    inputs.put("dry", true);
    inputs.put("empty", "");
    inputs.put("nothing", null);
    inputs.put("text", "  a b&<c>\"d'  ");
    inputs.put("csv", "x,y,z");
    return Scope.of(
        Map.of(
            "inputs", inputs,
            "steps", Map.of("build-it", Map.of("version", "1.2.3")),
            "event",
                Map.of(
                    "type",
                    "t",
                    "payload",
                    Map.of("list", List.of("p", "q"), "map", Map.of("k", 1)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "no template ~ no template",
        "a {{ .inputs.version-bump }} b ~ a Minor b",
        "{{.inputs.version_bump}}{{.inputs.count}} ~ Minor3",
        "{{ .Inputs.count }} ~ 3",
        "{{ .inputs.ratio }} ~ 2",
        "{{ .inputs.dry }} ~ true",
        "{{ .steps.build-it.version }} {{ .steps.build_it.outputs.version }} ~ 1.2.3 1.2.3",
        "{{ inputs.count + 1 }} ~ 4",
        "{{ .inputs.count > 2 ? 'many' : 'few' }} ~ many",
        "{{ inputs.dry || false }} ~ true",
        "{{ '}}' + \"{{\" }} ~ }}{{",
        "{{ {'a': {'b': 1}} }} ~ {\"a\":{\"b\":1}}",
        "{{ .event.payload.list }} ~ [\"p\",\"q\"]",
        "{{ .event.payload.list.1 }} ~ q",
        "${HOME} {x} $(y) }} ~ ${HOME} {x} $(y) }}"
      })
  void a_template_is_rendered(String template, String rendered) {
    assertThat(Template.parse(template).render(SCOPE)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ .inputs.missing | default \"x\" }} ~ x",
        "{{ .inputs.empty | default 'x' }} ~ x",
        "{{ .inputs.nothing | default .inputs.count }} ~ 3",
        "{{ .inputs.count | default 9 }} ~ 3",
        "{{ .inputs.missing | empty }} {{ .inputs.count | empty }} ~ true false",
        "{{ .inputs.version-bump | upper }} {{ .inputs.version-bump | lower }} ~ MINOR minor",
        "[{{ .inputs.text | trim }}] ~ [a b&<c>\"d']",
        "{{ .inputs.text | trim | html_escape }} ~ a b&amp;&lt;c&gt;&#34;d&#39;",
        "{{ .inputs.text | trim | url_encode }} ~ a%20b%26%3Cc%3E%22d%27",
        "{{ .inputs.text | trim | json_escape }} ~ a b&<c>\\\"d'",
        "{{ .inputs.text | trim | shell_quote }} ~ 'a b&<c>\"d'\\'''",
        "{{ .inputs.csv | split \",\" | join \"-\" }} ~ x-y-z",
        "{{ .inputs.csv | replace \",\" \"; \" }} ~ x; y; z",
        "{{ .inputs.csv | contains \"y\" }} {{ .event.payload.list | contains \"y\" }} ~ true false",
        "{{ .event.payload.map | contains \"k\" }} ~ true",
        "{{ .inputs.csv | has_prefix \"x,\" }} {{ .inputs.csv | has_suffix \"x\" }} ~ true false",
        "{{ .inputs.count | to_string }} ~ 3",
        "{{ '12' | to_int }} {{ '1.5' | to_float }} {{ 'TRUE' | to_bool }} ~ 12 1.5 true",
        "{{ .event.payload.map | keys }} {{ .event.payload.map | values }} ~ [\"k\"] [1]",
        "{{ .event.payload.list | length }} {{ .inputs.csv | length }} ~ 2 5",
        "{{ .event.payload.list | first }} {{ .event.payload.list | last }} ~ p q",
        "{{ .inputs.csv | raw }} ~ x,y,z"
      })
  void values_go_through_pipes(String template, String rendered) {
    assertThat(Template.parse(template).render(SCOPE)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a {{ .inputs.x ~ 3 ~ expected '}}' for the '{{' here, found the end of the text; a literal '{{' is written {{ '{{' }}",
        "{{ }} ~ 1 ~ expected an expression between '{{' and '}}', found nothing",
        "{{ .foo.bar }} ~ 5 ~ unknown name 'foo'; known are inputs, steps, event, outputs, env, run, repo",
        "{{ .secrets.TOKEN }} ~ 4 ~ secrets cannot be named in a template; list the secret under `secrets` and give it to the step by `env`",
        "{{ secrets.TOKEN }} ~ 4 ~ secrets cannot be named in a template; list the secret under `secrets` and give it to the step by `env`",
        "{{ .inputs.a | }} ~ 16 ~ expected a pipe after '|', found nothing",
        "{{ .inputs.a | replace \"x\" }} ~ 16 ~ 'replace' expects 2 arguments, found 1",
        "{{ .inputs.a | default x }} ~ 24 ~ expected a quoted text, a number, true, false or a .path as argument, found 'x'",
        "x {{ inputs.a + }} ~ 16 ~ the expression ends where more was expected",
        "{{ range .inputs.a }} ~ 4 ~ expected a path or a CEL expression, found the template word 'range'; write a condition as {{ a ? b : c }} or as the step's `if`"
      })
  void a_template_that_cannot_be_read_is_refused_with_its_column(
      String template, int column, String message) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOfSatisfying(
            TemplateException.class, e -> assertThat(e.column()).isEqualTo(column))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "x {{ .steps.build.version }} ~ {{ .steps.build.version }}: no 'build' in steps; there is build-it",
        "x {{ .steps.build-it.sha }} ~ {{ .steps.build-it.sha }}: no 'sha' in steps.build-it; there are outputs, version",
        "x {{ .run.id }} ~ {{ .run.id }}: no 'run'; there are event, inputs, steps",
        "x {{ inputs.missing }} ~ {{ inputs.missing }}: no 'missing' in inputs; there are count, csv, dry, empty, nothing, ratio, text, version-bump",
        "x {{ .inputs.nothing }} ~ {{ .inputs.nothing }}: the value is null; `| default \"…\"` gives it another",
        "x {{ .event.payload.list | upper }} ~ {{ .event.payload.list | upper }}: 'upper' expects a string, found a list",
        "x {{ .inputs.csv | to_int }} ~ {{ .inputs.csv | to_int }}: 'to_int' expects a whole number, found 'x,y,z'",
        "x {{ .inputs.csv | first }} ~ {{ .inputs.csv | first }}: 'first' expects a list, found a string"
      })
  void a_value_that_is_missing_or_unfit_is_an_error_that_names_what_exists(
      String template, String message) {
    assertThatThrownBy(() -> Template.parse(template).render(SCOPE))
        .isInstanceOfSatisfying(TemplateException.class, e -> assertThat(e.column()).isEqualTo(3))
        .hasMessage(message);
  }

  @Test
  void one_whole_expression_keeps_its_type() {
    assertThat(Template.parse("{{ .inputs.count }}").value(SCOPE)).isEqualTo(3L);
    assertThat(Template.parse("{{ .event.payload.list }}").value(SCOPE))
        .isEqualTo(List.of("p", "q"));
    assertThat(Template.parse("{{ .inputs.nothing }}").value(SCOPE)).isNull();
    assertThat(Template.parse("{{ .inputs.count }}x").value(SCOPE)).isEqualTo("3x");
  }

  @Test
  void all_texts_of_a_map_are_rendered_however_deep() {
    Map<String, Object> templates =
        Map.of("a", "{{ .inputs.dry }}", "b", Map.of("c", List.of("v{{ .inputs.count }}", 7L)));

    assertThat(Template.renderAll(templates, SCOPE))
        .isEqualTo(Map.of("a", true, "b", Map.of("c", List.of("v3", 7L))));
  }

  @Test
  void a_value_is_never_read_as_a_template_again() {
    Scope scope = Scope.of(Map.of("inputs", Map.of("a", "{{ .inputs.b }}", "b", "secret")));

    assertThat(Template.parse("{{ .inputs.a }}").render(scope)).isEqualTo("{{ .inputs.b }}");
  }

  @Test
  void raw_puts_a_value_into_a_script_as_it_is() {
    Template template = Template.parse("echo {{ .inputs.csv | raw }} {{ .inputs.csv }}");

    assertThat(template.renderShell(SCOPE)).isEqualTo("echo x,y,z 'x,y,z'");
    assertThat(template.hasRaw()).isTrue();
    assertThat(template.isConstant()).isFalse();
    assertThat(Template.parse("echo").isConstant()).isTrue();
  }
}
