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
import org.junit.jupiter.params.provider.CsvSource;
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
            "tako.yml:32:12: 'image' is not supported yet: steps run on the runner's own system, in no container",
            "tako.yml:35:16: 'resources' is not supported yet: nothing limits a single step",
            "tako.yml:50:18: 'network' is not supported yet: steps run as the runner's user, in no sandbox",
            "tako.yml:51:23: 'capabilities' is not supported yet: steps run as the runner's user, in no sandbox",
            "tako.yml:52:27: 'security_profile' is not supported yet: steps run as the runner's user, in no sandbox",
            "tako.yml:53:18: 'volumes' is not supported yet: steps run as the runner's user, in no sandbox",
            "tako.yml:54:26: 'cache_key_files' is not supported yet: no result of a step is kept for another run",
            "tako.yml:55:20: 'resources' is not supported yet: nothing limits a single step",
            "tako.yml:72:15: 'tako/create-pull-request@v1' is not supported yet: Tako has no access to the Git host yet",
            "tako.yml:74:15: 'tako/poll@v1' is not supported yet: there are no steps that run on by themselves");
    assertThat(EVERYTHING.notSupportedYet())
        .filteredOn(problem -> problem.message().contains(": "))
        .allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
  }

  @Test
  void what_confines_a_step_is_read() {
    Workflow release = workflow(EVERYTHING, "release");
    RunStep bump = (RunStep) release.steps().get(1);

    assertThat(release.image()).isEqualTo("eclipse-temurin:25");
    assertThat(release.resources()).isEqualTo(new Resources(1_000, 512L << 20, 2L << 30));
    assertThat(bump.longRunning()).isFalse();
    assertThat(bump.isolation())
        .isEqualTo(
            new Isolation(
                Isolation.Network.NONE,
                List.of("CAP_NET_ADMIN"),
                Isolation.SecurityProfile.STRICT,
                List.of(new Isolation.Volume("cache", "/cache", true)),
                new Resources(null, 256L << 20, null),
                List.of("src/**/*.go")));
    assertThat(bump.isolation().resources().or(release.resources()))
        .isEqualTo(new Resources(1_000, 256L << 20, 2L << 30));
  }

  @Test
  void a_variable_that_names_a_declared_secret_stands_for_it() {
    RunStep bump = (RunStep) workflow(EVERYTHING, "release").steps().get(1);

    assertThat(bump.variables()).isEqualTo(new Variables(Map.of(), Map.of("TOKEN", "NPM_TOKEN")));
  }

  @Test
  void the_built_ins_are_read_with_all_they_have() {
    List<Step> steps = workflow(EVERYTHING, "release").steps();

    assertThat(steps.get(3)).isEqualTo(new CheckoutStep(steps.get(3).head(), "main"));
    assertThat(steps.get(4))
        .isEqualTo(
            new UpdateDependencyStep(
                steps.get(4).head(), "core-lib", "{{ .inputs.version }}", true, Variables.NONE));
    assertThat(steps.get(5))
        .isEqualTo(
            new PullRequestStep(
                steps.get(5).head(),
                "Update core-lib",
                "…",
                "main",
                "tako/core-lib",
                PullRequestStep.WaitFor.MERGED));
    assertThat(steps.get(6))
        .isEqualTo(new PollStep(steps.get(6).head(), PollStep.Target.STEP, "bump", 0));
    assertThat(steps.get(6).timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(steps)
        .extracting(Step::uses)
        .containsExactly(
            null,
            null,
            "tako/fan-out@v1",
            "tako/checkout@v1",
            "tako/update-dependency@v1",
            "tako/create-pull-request@v1",
            "tako/poll@v1");
  }

  @ParameterizedTest
  @CsvSource({"0.5,500", "2,2000", "500m,500", "1.025,1025", "99999,99999000"})
  void processors_are_read_as_thousandths(String text, int millis) {
    assertThat(Quantities.cpuMillis(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1k,1000", "1Ki,1024", "512Mi,536870912", "1.5Gi,1610612736", "2G,2000000000"})
  void amounts_are_read_as_bytes(String text, long bytes) {
    assertThat(Quantities.bytes(text)).isEqualTo(bytes);
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
