package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.manifest.expression.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestParserTest {

  private static Manifest read(String text) {
    ParseResult result = ManifestParser.parse("tako.yml", text);
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.manifest());
  }

  private static Workflow workflow(Manifest manifest, String name) {
    return Objects.requireNonNull(manifest.workflows().get(name));
  }

  private static final Manifest EVERYTHING = read(WrongManifestsTest.resource("everything.yml"));

  @Test
  void the_edges_of_a_repository_are_read() {
    assertThat(EVERYTHING.metadata()).isEqualTo(new Metadata("core-lib", "The foundation"));
    assertThat(EVERYTHING.artifacts()).containsOnlyKeys("core-lib", "default");
    assertThat(EVERYTHING.artifacts().get("core-lib"))
        .isEqualTo(new Artifact("core-lib", "pom.xml", Ecosystem.MAVEN, new Position(4, 3)));
    assertThat(EVERYTHING.dependents())
        .containsExactly(
            new Dependent(
                new RepositoryRef("acme", "lib-a", "main"),
                List.of("core-lib"),
                List.of("release"),
                Map.of("version", "{{ .steps.bump.version }}"),
                new Position(8, 5)));
    Subscription subscription = EVERYTHING.subscriptions().getFirst();
    assertThat(subscription.artifact()).hasToString("acme/proto:api");
    assertThat(subscription.events()).containsExactly("api_published");
    assertThat(subscription.schemaVersion()).hasToString("^1.2.0");
    assertThat(subscription.filters())
        .extracting(Expression::source)
        .containsExactly(
            "semver.major(event.payload.version) > 0",
            "'billing' in event.payload.services.split(',').map(s, s.trim().lowerAscii())");
    assertThat(subscription.workflow()).isEqualTo("integration_test");
    assertThat(subscription.inputs()).containsEntry("version", "{{ .event.payload.version }}");
  }

  @Test
  void a_workflow_is_read_with_its_triggers_inputs_and_steps() {
    Workflow release = workflow(EVERYTHING, "release");
    assertThat(release.on().exec()).isTrue();
    assertThat(release.on().push())
        .isEqualTo(new Push(List.of("main"), List.of("v*"), List.of("src/**")));
    assertThat(release.timeout()).isEqualTo(Duration.ofHours(2));
    assertThat(release.env()).containsEntry("CI", "true");
    assertThat(release.secrets()).containsExactly("NPM_TOKEN");
    assertThat(release.inputs().keySet()).containsExactly("bump", "count", "dry", "version");
    assertThat(release.inputs().get("count"))
        .isEqualTo(
            new Input(
                "count",
                InputType.NUMBER,
                null,
                true,
                null,
                new Validation(List.of(), 1.0, 10.0, null)));
    assertThat(release.inputs().get("dry")).extracting(Input::defaultValue).isEqualTo(false);
    assertThat(release.inputs().get("version")).extracting(Input::defaultValue).isEqualTo("1");
    assertThat(release.steps())
        .extracting(Step::id)
        .containsExactly("step-1", "bump", "step-3", "step-4", "step-5", "step-6", "step-7");
  }

  @Test
  void a_run_step_is_read_with_all_it_has() {
    RunStep bump = (RunStep) workflow(EVERYTHING, "release").steps().get(1);
    assertThat(bump.run()).isEqualTo("./scripts/bump.sh {{ .inputs.bump }}");
    assertThat(bump.condition()).hasToString("inputs.bump != \"none\"");
    assertThat(bump.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(bump.retry()).isEqualTo(new Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(10)));
    assertThat(bump.workingDirectory()).isEqualTo("sub/dir");
    assertThat(bump.onFailure()).containsExactly("./scripts/cleanup.sh");
    assertThat(bump.produces())
        .isEqualTo(
            new Produces(
                "core-lib",
                Map.of(
                    "version", new OutputSource.FromStdout(),
                    "log", new OutputSource.FromStderr(),
                    "report", new OutputSource.FromFile("out/report.json"),
                    "sha", new OutputSource.FromEnv("GIT_SHA")),
                List.of(
                    new ProducedEvent(
                        "library_released",
                        "1.2.0",
                        Map.of(
                            "version", "{{ .outputs.version }}",
                            "breaking", "{{ .inputs.bump == 'major' }}")))));
  }

  @Test
  void a_fan_out_step_is_read_with_all_it_has() {
    FanOutStep fanOut = (FanOutStep) workflow(EVERYTHING, "release").steps().get(2);
    assertThat(fanOut.eventType()).isEqualTo("library_built");
    assertThat(fanOut.artifact()).isEqualTo("core-lib");
    assertThat(fanOut.waitForChildren()).isTrue();
    assertThat(fanOut.timeout()).isEqualTo(Duration.ofHours(2));
    assertThat(fanOut.onChildFailure()).isEqualTo(OnChildFailure.FAIL);
    assertThat(fanOut.concurrencyLimit()).isEqualTo(8);
  }

  @Test
  void what_cannot_be_carried_out_yet_is_listed_with_its_place() {
    assertThat(EVERYTHING.notSupportedYet())
        .extracting(Problem::toString)
        .containsExactly(
            "tako.yml:32:12: 'image' is not supported yet",
            "tako.yml:34:15: 'secrets' is not supported yet",
            "tako.yml:35:16: 'resources' is not supported yet",
            "tako.yml:50:18: 'network' is not supported yet",
            "tako.yml:51:23: 'capabilities' is not supported yet",
            "tako.yml:52:27: 'security_profile' is not supported yet",
            "tako.yml:53:18: 'volumes' is not supported yet",
            "tako.yml:54:26: 'cache_key_files' is not supported yet",
            "tako.yml:55:20: 'resources' is not supported yet",
            "tako.yml:68:15: 'tako/checkout@v1' is not supported yet",
            "tako.yml:70:15: 'tako/update-dependency@v1' is not supported yet",
            "tako.yml:72:15: 'tako/create-pull-request@v1' is not supported yet",
            "tako.yml:74:15: 'tako/poll@v1' is not supported yet");
  }

  @Test
  void what_is_left_out_has_its_default() {
    Manifest manifest =
        read(
            """
            version: v1
            x-owner: platform
            dependents: [{ repo: acme/lib }]
            workflows:
              w:
                inputs: { name: { description: Whom to greet } }
                steps:
                  - echo hello
                  - uses: tako/fan-out@v1
                    timeout: 5m
                    with: { event_type: said_hello }
                  - uses: tako/noop@v1
            """);
    Dependent dependent = manifest.dependents().getFirst();
    assertThat(dependent.repo()).hasToString("acme/lib");
    assertThat(dependent.artifacts()).containsExactly("default");
    assertThat(dependent.carries("anything")).isTrue();
    assertThat(dependent.inputs()).isNull();
    Workflow workflow = workflow(manifest, "w");
    assertThat(workflow.on()).isEqualTo(On.EXEC_ONLY);
    assertThat(workflow.detectEvents()).isTrue();
    assertThat(workflow.inputs().get("name")).extracting(Input::type).isEqualTo(InputType.STRING);
    FanOutStep fanOut = (FanOutStep) workflow.steps().get(1);
    assertThat(fanOut.schemaVersion()).isEqualTo("1.0.0");
    assertThat(fanOut.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(workflow.steps().get(2)).isInstanceOf(NoopStep.class);
  }

  static Stream<String> otherGoodForms() {
    return Stream.of(
        "version: 1",
        "version: 0.1.0",
        "\uFEFFversion: '1'",
        "version: '1'\nworkflows: { w: { on: push, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: { push: { tags: ['v*'] }, exec: {} }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { env: [A=b, C=d=e], steps: [ls] } }",
        "version: '1'\nx-a: &s { run: ls }\nworkflows: { w: { steps: [ { <<: *s, id: a } ] } }",
        "version: '1'\nworkflows: { w: { steps: [ { run: ls, on_failure: [ { run: ls } ] } ] } }",
        "version: '1'\nworkflows: { w: { inputs: { a: }, steps: [\"echo {{ .Inputs.a }}\"] } }",
        "version: '1'\nworkflows: { w: { steps: [{ id: a-b, run: ls }, { run: 'echo {{ steps.a_b.x }}' }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, if: 'has(inputs.later)' }] } }",
        "version: '1'\nworkflows: { w: { inputs: { yes: {}, on: {} }, steps: [ls] } }");
  }

  @ParameterizedTest
  @MethodSource("otherGoodForms")
  void other_good_forms_are_read(String text) {
    assertThat(read(text).notSupportedYet()).isEmpty();
  }

  @Test
  void a_problem_is_shown_as_a_compiler_would() {
    String text = "version: '1'\nworkflows:\n  w:\n    timout: 5m\n    steps: [ls]\n";

    Problem problem = ManifestParser.parse("tako.yml", text).problems().getFirst();

    assertThat(problem.render(text))
        .isEqualTo(
            """
            tako.yml:4:5: error: unknown key 'timout'
              at workflows.w.timout
              4 |     timout: 5m
                |     ^
              hint: did you mean 'timeout'?
            """);
    assertThat(problem.render(null)).doesNotContain("|");
  }
}
