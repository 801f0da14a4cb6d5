package dev.tako.graph.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Json;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.plan.Planner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  @Test
  void a_plan_is_written_with_the_fields_of_its_record() throws IOException {
    // Given
    Planner.Outcome outcome =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents: [{ repo: acme/lib:feature/x }]
                workflows:
                  release:
                    steps:
                      - id: publish
                        run: printf '"\\t" \\u00e9 ü € 𝄞 </script>'
                        produces: { events: [{ type: core_released }] }
                """)
            .with("acme/lib:feature/x", "version: v1\nworkflows: { release: { steps: [echo] } }\n")
            .with(
                "acme/watch",
                """
                version: "1"
                subscriptions: [{ artifact: "acme/core:default", events: [core_released], workflow: see }]
                workflows: { see: { steps: [echo "seen"] } }
                """)
            .with(
                "acme/late",
                """
                version: "1"
                subscriptions:
                  - { artifact: "acme/core:default", events: [core_released], schema_version: ^2.0.0, workflow: see }
                workflows: { see: { steps: [echo "seen"] } }
                """)
            .plan("acme/core", "release");
    Planner.Planned planned = (Planner.Planned) outcome;

    // When
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.MAPPER.getFactory().createGenerator(written)) {
      new PlanJson(planned).to(out);
    }

    // Then
    assertThat(planned.plan().repositories()).hasSize(3);
    assertThat(planned.plan().excluded()).hasSize(1);
    assertThat(Json.read(written.toByteArray(), Plan.class)).isEqualTo(planned.plan());
    assertThat(Json.read(written.toByteArray(), JsonNode.class))
        .isEqualTo(Json.MAPPER.valueToTree(planned.plan()));
  }
}
