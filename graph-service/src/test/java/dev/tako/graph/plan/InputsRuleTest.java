package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.graph.Manifests;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsRuleTest {
  @Test
  void a_missing_required_input_is_told_for_the_root_and_for_dependents() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/lib
                  - repo: acme/mapped
                    inputs: { version: "{{ .inputs.version }}", vresion: x }
                workflows:
                  release:
                    inputs:
                      version: { type: string, required: true }
                      bump: { type: string, validation: { enum: [major, minor] } }
                    steps:
                      - id: publish
                        run: make
                        produces: { events: [{ type: core_released, schema_version: 1.0.0 }] }
                """)
            .with("acme/lib", requiring("target"))
            .with("acme/mapped", requiring("version"));

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release", Map.of("bump", "patch"));

    // Then
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].inputs",
            "acme/core:main tako.yml:4 dependents[1].inputs.vresion",
            "acme/core:main tako.yml:7 workflows.release.inputs",
            "acme/core:main tako.yml:7 workflows.release.inputs");
    assertThat(String.join("\n", messages(refusal)))
        .contains("'target'", "'vresion'", "'version'", "major");
  }
}
