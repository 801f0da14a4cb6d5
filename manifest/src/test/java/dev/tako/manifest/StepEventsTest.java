package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepEventsTest {

  private static Workflow workflow(String body) {
    ParseResult result =
        ManifestParser.parse(
            "tako.yml", "version: '1'\nartifacts: { lib: {} }\nworkflows:\n  w:\n" + body);
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(Objects.requireNonNull(result.manifest()).workflows().get("w"));
  }

  private static List<EmittedEvent> events(String body) {
    Workflow workflow = workflow(body);
    return StepEvents.of(workflow, workflow.steps().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build            | ./x                          | build_completed",
        "build-image      | ./x                          | build_completed",
        "run_tests        | ./x                          | test_completed",
        "unitTest         | ./x                          | test_completed",
        "TestAll          | ./x                          | test_completed",
        "deployToProd     | ./x                          | deployment_completed",
        "build_and_deploy | ./x                          | deployment_completed",
        "latest           | ./x                          | ",
        "rebuild          | ./x                          | ",
        "attestation      | ./x                          | ",
        "contest          | ./x                          | ",
        "a                | mvn package                  | build_completed",
        "a                | mvn -q -B clean package -DskipTests | build_completed",
        "a                | ./mvnw verify                | test_completed",
        "a                | mvn deploy                   | deployment_completed",
        "a                | ./gradlew :app:test          | test_completed",
        "a                | gradle assemble              | build_completed",
        "a                | npm ci && npm run build      | build_completed",
        "a                | npm run test:unit            | test_completed",
        "a                | go test ./...                | test_completed",
        "a                | CGO_ENABLED=0 go build ./cmd | build_completed",
        "a                | cargo build --release        | build_completed",
        "a                | python -m x; pytest -q       | test_completed",
        "a                | docker build -t x .          | build_completed",
        "a                | docker push x                | deployment_completed",
        "a                | kubectl apply -f k8s/        | deployment_completed",
        "a                | helm upgrade --install x .   | deployment_completed",
        "a                | make                         | ",
        "a                | make test                    | test_completed",
        "a                | echo test                    | ",
        "a                | cat build.log                | ",
        "a                | git checkout latest          | ",
        "a                | # mvn package                | "
      })
  void the_event_is_detected_from_whole_words_and_known_tools(
      String id, String run, @Nullable String type) {
    List<EmittedEvent> events = events("    steps: [ { id: " + id + ", run: '" + run + "' } ]\n");

    assertThat(events)
        .isEqualTo(
            type == null
                ? List.of()
                : List.of(new EmittedEvent("default", type, "1.0.0", Map.of())));
  }

  @Test
  void a_fan_out_emits_its_own_event() {
    assertThat(
            events(
                """
                    steps:
                      - id: build
                        uses: tako/fan-out@v1
                        with: { event_type: lib_built, schema_version: 2.1.0, artifact: lib, payload: { a: 1 } }
                        produces: { events: [ignored] }
                """))
        .containsExactly(new EmittedEvent("lib", "lib_built", "2.1.0", Map.of("a", 1L)));
  }

  @Test
  void declared_events_come_before_a_detected_one() {
    assertThat(
            events(
                """
                    steps:
                      - id: build
                        run: mvn package
                        produces: { artifact: lib, events: [lib_built, { type: lib_seen, schema_version: 1.1.0 }] }
                """))
        .containsExactly(
            new EmittedEvent("lib", "lib_built", "1.0.0", Map.of()),
            new EmittedEvent("lib", "lib_seen", "1.1.0", Map.of()));
  }

  @Test
  void a_detected_event_is_about_the_produced_artifact() {
    assertThat(events("    steps: [ { id: build, run: ls, produces: { artifact: lib } } ]\n"))
        .containsExactly(new EmittedEvent("lib", "build_completed", "1.0.0", Map.of()));
  }

  @Test
  void detection_can_be_switched_off() {
    assertThat(events("    detect_events: false\n    steps: [ { id: build, run: mvn package } ]\n"))
        .isEmpty();
  }

  @Test
  void a_noop_step_emits_what_its_id_says() {
    assertThat(events("    steps: [ { id: test-join, uses: tako/noop@v1 } ]\n"))
        .extracting(EmittedEvent::type)
        .containsExactly("test_completed");
  }
}
