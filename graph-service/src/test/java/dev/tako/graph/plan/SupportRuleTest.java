package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.releasing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.graph.Manifests;
import dev.tako.manifest.RepositoryRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportRuleTest {
  @Test
  void what_is_not_supported_yet_is_refused_where_the_plan_uses_it_and_only_there() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib"))
            .with(
                "acme/lib",
                """
                version: "1"
                workflows:
                  release:
                    image: eclipse-temurin:25
                    steps: [echo hello]
                  other:
                    image: eclipse-temurin:25
                    steps: [echo hello]
                """);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(places(refusal)).containsExactly("acme/lib:main tako.yml:4 workflows.release.image");
    assertThat(
            given
                .graph()
                .manifest(RepositoryRef.parse("acme/lib"))
                .orElseThrow()
                .manifest()
                .notSupportedYet())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { run: ls, network: none } | network
          { run: ls, capabilities: [CAP_CHOWN] } | capabilities
          { run: ls, security_profile: strict } | security_profile
          { run: ls, volumes: [{ source: a, destination: /a }] } | volumes
          { run: ls, cache_key_files: a } | cache_key_files
          { run: ls, resources: { mem_limit: 1Gi } } | resources
          { run: ls, long_running: true } | long_running
          { uses: tako/create-pull-request@v1, with: { title: a, head: b } } | tako/create-pull-request@v1
          { uses: tako/poll@v1, with: { target: step, step_id: first } } | tako/poll@v1
          """)
  void what_cannot_be_carried_out_is_refused_with_the_reason_and_what_to_do(
      String step, String what) {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                workflows:
                  release:
                    secrets: [A]
                    steps:
                      - { id: first, run: ls, network: default, long_running: false, env: { B: A } }
                      - { uses: tako/checkout@v1, with: { ref: main } }
                      - { uses: tako/update-dependency@v1, with: { name: a, version: "1" } }
                      - %s
                """
                    .formatted(step));

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(messages(refusal))
        .singleElement()
        .asString()
        .startsWith("'" + what + "' is not supported yet: ");
    assertThat(refusal.problems().getFirst().hint()).isNotBlank();
  }
}
