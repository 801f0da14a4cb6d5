package dev.tako.graph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class DanglingTest {
  @Test
  void edges_that_name_what_does_not_exist_are_told_with_what_does() {
    // Given
    Graph graph =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                artifacts: { api: { path: api.yml } }
                dependents:
                  - repo: acme/gone
                  - repo: acme/lib:next
                  - { repo: acme/lib, workflows: [release] }
                  - repo: acme/lib
                  - repo: acme/other
                workflows:
                  release:
                    steps:
                      - { id: pack, run: "true", produces: { artifact: api, events: [{ type: packed }] } }
                """)
            .with(
                "acme/lib",
                """
                version: "1"
                subscriptions:
                  - { artifact: "acme/core:api", events: [packed], workflow: test }
                  - { artifact: "acme/core:api", events: [packed, shipped], workflow: test }
                  - { artifact: "acme/core:sdk", events: [packed], workflow: test }
                  - { artifact: "acme/none:api", events: [packed], workflow: test }
                workflows: { test: { steps: [echo hello] } }
                """)
            .with(
                "acme/other",
                """
                version: "1"
                workflows: { release: { steps: [echo hello] } }
                """)
            .graph();
    var all = Neighbourhood.of(graph, null, Neighbourhood.Direction.DOWN, Integer.MAX_VALUE);

    // When
    List<String> told =
        Dangling.among(graph, all.links()).stream()
            .map(dangling -> dangling.edge().line() + ": " + dangling.reason())
            .toList();

    // Then
    assertThat(told)
        .containsExactly(
            "4: expected a registered repository, found acme/gone, which is not",
            "5: expected acme/lib:next to have a valid manifest, found none indexed",
            "6: expected acme/lib:main to have workflow release, found test",
            "7: expected acme/lib:main to have workflow release, found test",
            "4: expected a step of acme/core:main to emit shipped of api, found packed",
            "5: expected acme/core:main to have artifact sdk, found api, default",
            "6: expected a registered repository, found acme/none, which is not");
  }
}
