package dev.tako.graph.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.forecast.Forecast.Certainty;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final String CORE =
      """
      version: "1"
      artifacts:
        core-lib: { path: pom.xml, ecosystem: maven }
      dependents:
        - repo: acme/app
          inputs: { version: "{{ .steps.bump.version }}" }
      workflows:
        release:
          inputs:
            bump: { type: string, default: patch, validation: { enum: [major, minor, patch] } }
          steps:
            - id: prepare
              run: make clean
            - id: bump
              run: ./scripts/bump.sh {{ .inputs.bump }}
              produces:
                artifact: core-lib
                outputs: { version: from_stdout }
                events:
                  - type: library_released
                    schema_version: 1.2.0
                    payload:
                      version: "{{ .outputs.version }}"
                      bump: "{{ .inputs.bump }}"
            - id: announce
              if: inputs.bump == 'major'
              run: ./scripts/announce.sh
            - uses: tako/fan-out@v1
              with: { event_type: library_built, schema_version: 1.0.0, artifact: core-lib }
      """;

  private static final String LISTENER =
      """
      version: "1"
      subscriptions:
        - artifact: acme/core:core-lib
          events: [library_released]
          schema_version: "^1.0.0"
          filters: ["event.payload.bump != 'major'"]
          workflow: update
          inputs: { version: "{{ .event.payload.version }}", how: "{{ .event.payload.bump }}" }
        - artifact: acme/core:core-lib
          events: [library_released]
          filters: ["semver.major(event.payload.version) > 1"]
          workflow: update
          inputs: { version: "{{ .event.payload.version }}", how: "major" }
        - artifact: acme/core:core-lib
          events: [library_released]
          schema_version: "^2.0.0"
          workflow: update
          inputs: { version: "2", how: "x" }
        - artifact: acme/core:core-lib
          events: [library_released]
          filters: ["semver.major(event.payload.version) > 1 && event.payload.bump == 'major'"]
          workflow: update
          inputs: { version: "2", how: "x" }
      workflows:
        update:
          inputs:
            version: { type: string, required: true }
            how: { type: string, required: true }
          steps: ["./update.sh {{ .inputs.version }}"]
      """;

  private static final String APP =
      """
      version: "1"
      workflows:
        release:
          inputs:
            version: { type: string, required: true }
            stage: { type: string, default: test }
          steps:
            - id: compile
              run: ./gradlew assemble
            - id: note
              if: inputs.version != '1.0.0'
              run: ./note.sh
      """;

  private static Manifests organisation() {
    return new Manifests().with("acme/core", CORE).with("acme/lib", LISTENER).with("acme/app", APP);
  }

  private static Forecast told(
      Manifests given, String repo, Map<String, Object> inputs, Map<String, Object> assumed) {
    RepositoryRef ref = RepositoryRef.parse(repo);
    var outcome =
        Forecaster.forecast(
            given.graph(),
            given.graph().manifest(ref).orElseThrow(),
            new Plan.Request(ref, "release", null, inputs),
            assumed,
            new Planner.Limits(7, 10));
    return switch (outcome) {
      case Forecaster.Told(Forecast forecast) -> forecast;
      case Forecaster.Refused(Plan.Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static List<Forecast.Reaction> reactions(Forecast forecast) {
    return forecast.executions().getFirst().jobs().stream()
        .flatMap(job -> job.steps().stream())
        .flatMap(step -> step.events().stream())
        .filter(event -> event.type().equals("library_released"))
        .flatMap(event -> event.subscriptions().stream())
        .toList();
  }

  @Test
  void a_condition_that_cannot_be_evaluated_is_foretold_to_fail_its_step() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                workflows:
                  release:
                    inputs: { text: { default: "a\\nb \\"c\\" 🚀" } }
                    steps:
                      - { run: make, if: "env.STAGE == 'prod'" }
                      - { run: make }
                """);

    // When
    Forecast forecast = told(given, "acme/core", Map.of(), Map.of());

    // Then
    assertThat(ForecastText.of(forecast))
        .isEqualTo(
            """
            acme/core:main release
            ├─ inputs: text = "a\\nb \\"c\\" 🚀"
            └─ job 1: runner
               ├─ step-1  make
               │  └─ fails: env.STAGE == 'prod' could not be evaluated: no 'STAGE' in env; it is empty
               └─ step-2  make
            """);
  }

  @Test
  void a_command_that_names_an_input_nobody_gives_is_foretold_to_fail_its_step() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                workflows:
                  release:
                    inputs: { version: {}, note: { default: x } }
                    steps:
                      - { id: build, run: "make {{ .inputs.version }}" }
                      - { id: note, run: "echo {{ .inputs.version | default 'none' }} {{ .steps.build.log }}" }
                """);

    // When
    String without = ForecastText.of(told(given, "acme/core", Map.of(), Map.of()));
    String with = ForecastText.of(told(given, "acme/core", Map.of("version", "1"), Map.of()));

    // Then
    assertThat(without)
        .contains("fails: {{ .inputs.version }}: no 'version' in inputs; there is note")
        .containsOnlyOnce("fails");
    assertThat(with).doesNotContain("fails");
  }

  @Test
  void the_tree_says_what_would_run_in_which_order_and_why() {
    // Given
    Manifests given = organisation();

    // When
    String text = ForecastText.of(told(given, "acme/core", Map.of("bump", "minor"), Map.of()));

    // Then
    assertThat(text)
        .isEqualTo(
            """
            acme/core:main release
            ├─ inputs: bump = "minor"
            ├─ job 1: runner
            │  ├─ prepare  make clean
            │  └─ bump  ./scripts/bump.sh {{ .inputs.bump }}  (waits for reactions)
            │     └─ emits library_released 1.2.0 of acme/core:core-lib: version = ? decided by steps.bump.version of acme/core:main release ({{ .outputs.version }}), bump = "minor"
            │        ├─ certain  acme/lib:main update (tako.yml:3 subscriptions[0])
            │        │  ├─ it listens for library_released, schema_version ^1.0.0 admits 1.2.0, event.payload.bump != 'major' is true
            │        │  ├─ inputs: version = ? decided by steps.bump.version of acme/core:main release ({{ .event.payload.version }}), how = "minor"
            │        │  └─ job 1: runner
            │        │     └─ step-1  ./update.sh {{ .inputs.version }}
            │        ├─ possible acme/lib:main update (tako.yml:9 subscriptions[1])
            │        │  ├─ filter semver.major(event.payload.version) > 1 depends on event.payload.version (decided by steps.bump.version of acme/core:main release)
            │        │  ├─ inputs: version = ? decided by steps.bump.version of acme/core:main release ({{ .event.payload.version }}), how = "major"
            │        │  └─ job 1: runner
            │        │     └─ step-1  ./update.sh {{ .inputs.version }}
            │        ├─ excluded acme/lib:main update (tako.yml:14 subscriptions[2])
            │        │  └─ schema_version ^2.0.0 does not admit 1.2.0
            │        └─ excluded acme/lib:main update (tako.yml:19 subscriptions[3])
            │           └─ filter event.payload.bump == "major" was false: event.payload.bump = 'minor'
            ├─ job 2: runner
            │  └─ announce  ./scripts/announce.sh
            │     └─ does not run: inputs.bump == 'major' was false: inputs.bump = 'minor'
            ├─ job 3: coordinator
            │  └─ step-4  tako/fan-out@v1
            │     └─ emits library_built 1.0.0 of acme/core:core-lib
            │        ├─ excluded acme/lib:main update (tako.yml:3 subscriptions[0])
            │        │  └─ it listens for library_released, not for library_built
            │        ├─ excluded acme/lib:main update (tako.yml:9 subscriptions[1])
            │        │  └─ it listens for library_released, not for library_built
            │        ├─ excluded acme/lib:main update (tako.yml:14 subscriptions[2])
            │        │  └─ it listens for library_released, not for library_built
            │        └─ excluded acme/lib:main update (tako.yml:19 subscriptions[3])
            │           └─ it listens for library_released, not for library_built
            └─ then acme/app:main release
               ├─ inputs: version = ? decided by steps.bump.version of acme/core:main release ({{ .steps.bump.version }}), stage = "test"
               └─ job 1: runner
                  ├─ compile  ./gradlew assemble
                  │  └─ emits build_completed 1.0.0 of acme/app:default
                  │     └─ nobody subscribes to it
                  └─ note  ./note.sh
                     └─ may be skipped: inputs.version != '1.0.0' depends on inputs.version (decided by steps.bump.version of acme/core:main release)
            """);
  }

  @Test
  void an_assumed_payload_decides_what_was_open_and_renders_what_was_unknown() {
    // Given
    Manifests given = organisation();

    // When
    Forecast forecast = told(given, "acme/core", Map.of(), Map.of("version", "1.4.0"));

    // Then
    var open = reactions(forecast).get(1);
    assertThat(open.certainty()).isEqualTo(Certainty.excluded);
    assertThat(open.reason())
        .isEqualTo(
            "filter semver.major(event.payload.version) > 1 was false:"
                + " event.payload.version = '1.4.0'");
    var first = Objects.requireNonNull(reactions(forecast).getFirst().execution());
    assertThat(first.inputs()).containsEntry("version", new Foreseen.Known("1.4.0"));
  }

  @Test
  void presence_of_a_field_that_is_unknown_is_known() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", CORE)
            .with("acme/app", APP)
            .with(
                "acme/lib",
                """
                version: "1"
                subscriptions:
                  - artifact: acme/core:core-lib
                    events: [library_released]
                    filters: ["has(event.payload.version)"]
                    workflow: update
                  - artifact: acme/core:core-lib
                    events: [library_released]
                    filters: ["has(event.payload.other)"]
                    workflow: update
                  - artifact: acme/core:core-lib
                    events: [library_released]
                    filters: ["has(event.payload.version) && event.payload.version == '1'"]
                    workflow: update
                  - artifact: acme/core:core-lib
                    events: [library_released]
                    filters: ["event.payload.size() == 2 && 'version' in event.payload"]
                    workflow: update
                workflows:
                  update: { steps: [echo hello] }
                """);

    // When
    Forecast forecast = told(given, "acme/core", Map.of(), Map.of());

    // Then
    assertThat(reactions(forecast))
        .extracting(Forecast.Reaction::certainty)
        .containsExactly(
            Certainty.certain, Certainty.excluded, Certainty.possible, Certainty.possible);
  }

  @Test
  void parents_that_disagree_leave_an_input_open() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", parent("acme/left", "acme/right"))
            .with("acme/left", handing("left"))
            .with("acme/right", handing("right"))
            .with("acme/app", APP);

    // When
    Forecast forecast = told(given, "acme/core", Map.of(), Map.of());

    // Then
    Forecast.Execution app = forecast.executions().getLast();
    assertThat(app.after())
        .extracting(Object::toString)
        .containsExactly("acme/left:main", "acme/right:main");
    assertThat(app.inputs().get("version"))
        .isEqualTo(
            new Foreseen.Unknown(
                "of several parents",
                List.of("whichever ends last of acme/left:main, acme/right:main")));
    assertThat(app.inputs()).containsEntry("stage", new Foreseen.Known("test"));
  }

  private static String parent(String... dependents) {
    return """
    version: "1"
    dependents: [{ repo: %s }, { repo: %s }]
    workflows: { release: { steps: [echo hello] } }
    """
        .formatted((Object[]) dependents);
  }

  private static String handing(String version) {
    return """
    version: "1"
    dependents: [{ repo: acme/app, inputs: { version: %s } }]
    workflows: { release: { steps: [echo hello] } }
    """
        .formatted(version);
  }
}
