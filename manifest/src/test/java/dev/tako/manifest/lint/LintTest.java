package dev.tako.manifest.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LintTest {

  private static List<String> found(String text) {
    ParseResult result = ManifestParser.parse("tako.yml", text);
    assertThat(result.problems()).isEmpty();
    return Lint.check("tako.yml", text, Objects.requireNonNull(result.manifest())).stream()
        .map(f ->
            f.problem().line()
                + ":"
                + f.problem().column()
                + " "
                + f.rule().id()
                + " "
                + f.problem().message())
        .toList();
  }

  private static List<String> hints(String text) {
    ParseResult result = ManifestParser.parse("tako.yml", text);
    return Lint.check("tako.yml", text, Objects.requireNonNull(result.manifest())).stream()
        .map(f -> String.valueOf(f.problem().hint()))
        .toList();
  }

  private static String workflow(String lines) {
    return "version: '1'\nworkflows:\n  w:\n" + lines.indent(4);
  }

  @Test
  void a_raw_value_in_a_script_is_found_wherever_a_script_stands() {
    assertThat(
            found(
                workflow(
                    """
                    inputs: { a: {} }
                    steps:
                      - echo {{ .inputs.a | raw }}
                      - run: echo {{ .inputs.a | raw }}
                        on_failure:
                          - "echo {{ .inputs.a | raw }}"
                      - echo {{ .inputs.a }}
                    """)))
        .containsExactly(
            "6:9 raw-in-script `| raw` puts a value into the script unescaped",
            "7:9 raw-in-script `| raw` puts a value into the script unescaped",
            "9:13 raw-in-script `| raw` puts a value into the script unescaped");
  }

  @Test
  void an_input_that_nothing_reads_is_found() {
    assertThat(
            found(
                workflow(
                    """
                    inputs: { a: {}, b-c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, lost: {} }
                    env: { A: "{{ .inputs.a }}" }
                    steps:
                      - { run: 'echo {{ .inputs.b_c }} $TAKO_INPUT_D', if: inputs.e == 'x' }
                      - { run: ls, if: 'has(inputs.f)' }
                      - uses: tako/fan-out@v1
                        with: { event_type: x, timeout: 1m, payload: { g: ['{{ .Inputs.g }}'] } }
                      - run: ls
                        produces: { events: [{ type: y, payload: { h: '{{ inputs.h }}' } }] }
                    """)))
        .containsExactly("4:66 unused-input nothing reads the input 'lost'");
  }

  @Test
  void an_input_that_travels_to_a_dependent_is_used() {
    String workflow = workflow("inputs: { a: {}, b: {} }\nsteps: [ls]\n");

    assertThat(found(workflow + "dependents: [{ repo: acme/lib }]\n")).isEmpty();
    assertThat(
            found(workflow + "dependents: [{ repo: acme/lib, inputs: { x: '{{ .inputs.a }}' } }]"))
        .containsExactly("4:22 unused-input nothing reads the input 'b'");
  }

  @Test
  void a_secret_that_no_step_names_is_found() {
    assertThat(
            found(
                workflow(
                    """
                    secrets: [NPM_TOKEN, LOST, CRATES]
                    steps:
                      - { run: npm publish, env: { TOKEN: NPM_TOKEN, OTHER: "LOST?" } }
                      - uses: tako/update-dependency@v1
                        with: { name: a, version: "1" }
                        env: { TOKEN: CRATES }
                    """)))
        .containsExactly(
            "4:26 unused-secret no step names the secret 'LOST', so that none gets it");
  }

  @Test
  void an_input_that_only_a_built_in_reads_is_used() {
    assertThat(
            found(
                workflow(
                    """
                    inputs: { a: {}, b: {}, c: {}, d: {} }
                    steps:
                      - { uses: tako/checkout@v1, with: { ref: "{{ .inputs.a }}" } }
                      - { uses: tako/update-dependency@v1, with: { name: x, version: "{{ .inputs.b }}" } }
                      - { uses: tako/create-pull-request@v1, with: { title: "{{ .inputs.c }}", head: "x/{{ .inputs.d }}" } }
                    """)))
        .isEmpty();
  }

  @Test
  void a_default_that_is_never_used_is_found() {
    assertThat(
            found(
                workflow(
                    "inputs: { a: { required: true, default: x } }\nsteps: [\"echo {{ .inputs.a }}\"]")))
        .containsExactly(
            "4:36 default-of-required input 'a' is required and has a default, which is never used");
  }

  @Test
  void a_template_in_a_default_is_found_and_what_is_said_instead_works() {
    String text =
        workflow(
            """
            inputs:
              version-line: { default: "{{ .repo.branch }}" }
              plain: { default: "}} {" }
            steps: ["echo {{ .inputs.version-line }} {{ .inputs.plain }}"]
            """);
    String better =
        text.replace("default: \"{{ .repo.branch }}\"", "")
            .replace(
                "{{ .inputs.version-line }}", "{{ .inputs.version-line | default .repo.branch }}");

    assertThat(found(text))
        .containsExactly(
            "5:23 template-in-default the default of input 'version-line' holds '{{', which stays as"
                + " it is: a default is no template");
    assertThat(hints(text))
        .containsExactly(
            "leave it out, and give what is meant where the input is read, as in"
                + " {{ .inputs.version-line | default .repo.branch }}");
    assertThat(found(better)).isEmpty();
    assertThat(
            Template.parse("{{ .inputs.version-line | default .repo.branch }}")
                .value(Scope.of(Map.of("inputs", Map.of(), "repo", Map.of("branch", "main")))))
        .isEqualTo("main");
  }

  @Test
  void a_payload_that_is_declared_and_empty_is_found() {
    assertThat(
            found(
                workflow(
                    """
                    steps:
                      - run: ls
                        produces:
                          events: [{ type: a, payload: {} }, b, { type: c }]
                      - uses: tako/fan-out@v1
                        with: { event_type: d, timeout: 1m, payload: {} }
                    """)))
        .containsExactly(
            "7:31 empty-payload the payload of 'a' is empty, so that no subscriber can filter on it",
            "9:45 empty-payload the payload of 'd' is empty, so that no subscriber can filter on it");
  }

  @Test
  void an_event_that_a_tolerated_failure_hides_is_found() {
    assertThat(
            found(
                workflow(
                    """
                    steps:
                      - { run: ls, continue_on_error: true }
                      - run: ls
                        continue_on_error: true
                        produces: { events: [lib_released] }
                    """)))
        .containsExactly(
            "7:9 hidden-event when step 'step-2' fails, the workflow goes on, and 'lib_released' is"
                + " never emitted");
  }

  @Test
  void a_fan_out_that_may_wait_for_ever_is_found() {
    String steps =
        """
        steps:
          - { uses: tako/fan-out@v1, with: { event_type: a } }
          - { uses: tako/fan-out@v1, with: { event_type: b, wait_for_children: false } }
          - { uses: tako/fan-out@v1, with: { event_type: c }, timeout: 1h }
        """;

    assertThat(found(workflow(steps)))
        .containsExactly(
            "5:34 fan-out-without-timeout step 'step-1' waits for every reaction to 'a', however long"
                + " it takes");
    assertThat(found(workflow("timeout: 2h\n" + steps))).isEmpty();
  }

  @Test
  void an_artifact_that_no_step_produces_is_found() {
    String text =
        """
        artifacts:
          a: {}
          b: {}
          c: {}
        """;
    String steps =
        """
        steps:
          - { run: ls, produces: { artifact: a } }
          - { uses: tako/fan-out@v1, with: { event_type: x, artifact: b, timeout: 1m } }
        """;

    assertThat(found(workflow(steps) + text))
        .containsExactly(
            "10:3 artifact-without-step no step produces the artifact 'c', so that it never has an event");
  }

  @Test
  void a_dependent_that_stands_twice_for_one_workflow_is_found() {
    assertThat(
            found(
                """
                version: '1'
                workflows: { v: { steps: [ls] }, w: { steps: [ls] } }
                dependents:
                  - { repo: acme/a, workflows: [v] }
                  - { repo: acme/a, workflows: [w] }
                  - { repo: acme/a:next }
                  - { repo: acme/a }
                """))
        .containsExactly("7:5 dependent-twice acme/a stands twice, first in line 4");
  }

  @Test
  void a_subscription_that_stands_twice_is_found() {
    assertThat(
            found(
                """
                version: '1'
                workflows: { w: { steps: [ls] } }
                subscriptions:
                  - { artifact: acme/a:x, events: [built], workflow: w }
                  - { artifact: acme/a:x, events: [built], workflow: w, filters: ['true'] }
                  - { artifact: acme/a:x, events: [tested, built], workflow: w }
                """))
        .containsExactly(
            "6:5 subscription-twice the subscription to acme/a:x stands twice, first in line 4");
  }

  @Test
  void a_range_in_which_no_version_lies_is_found() {
    String text =
        """
        version: '1'
        workflows: { w: { steps: [ls] } }
        subscriptions:
          - { artifact: acme/a:x, events: [built], workflow: w, schema_version: '>2.0.0 <1.0.0' }
          - { artifact: acme/b:x, events: [built], workflow: w, schema_version: '>1.0.0 <2.0.0' }
          - artifact: acme/c:x
            events: [built]
            workflow: w
            filters: ['true', "semver.matches(event.payload.v, '^1.0.0 ^2.0.0')"]
        """;

    assertThat(found(text))
        .containsExactly(
            "4:57 range-without-version no version lies in the range '>2.0.0 <1.0.0', so that it"
                + " never admits an event",
            "9:23 range-without-version no version lies in the range '^1.0.0 ^2.0.0', so that it"
                + " never admits an event");
    assertThat(hints(text))
        .containsExactly(
            "the limits are swapped; write '>1.0.0 <2.0.0'",
            "every part of a range must hold; widen it or leave a part out");
  }

  @Test
  void a_branch_in_the_place_of_an_artifact_is_found() {
    assertThat(
            found(
                """
                version: '1'
                workflows: { w: { steps: [ls] } }
                subscriptions:
                  - { artifact: acme/a:main, events: [built], workflow: w }
                """))
        .containsExactly(
            "4:7 branch-as-artifact 'main' stands where an artifact is named, and looks like a branch");
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void every_rule_is_described_in_a_sentence(Rule rule) {
    assertThat(rule.description()).matches("[A-Z`].*\\.");
    assertThat(rule.id()).matches("[a-z]+(-[a-z]+)+");
    assertThat(Arrays.stream(Rule.values()).map(Rule::description)).doesNotHaveDuplicates();
  }
}
