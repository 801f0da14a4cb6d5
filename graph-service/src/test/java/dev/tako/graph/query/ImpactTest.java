package dev.tako.graph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.query.Impact.Question;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpactTest {
  private static final String CORE =
      """
      version: "1"
      artifacts: { api: { path: api.yml } }
      dependents:
        - repo: acme/lib
          workflows: [release]
        - repo: acme/gone
      workflows:
        release:
          steps:
            - id: publish
              run: ./publish.sh
              produces:
                artifact: api
                events: [{ type: api_published, schema_version: 1.2.0 }]
        docs:
          steps:
            - id: write
              run: ./docs.sh
              produces: { events: [{ type: docs_written }] }
      """;

  private static final String LIB =
      """
      version: "1"
      dependents: [{ repo: acme/app }]
      subscriptions:
        - { artifact: "acme/core:api", events: [api_published], schema_version: "^1.0.0", workflow: adopt }
        - { artifact: "acme/core:api", events: [api_published], schema_version: "^2.0.0", workflow: later }
      workflows:
        release: { steps: [echo hello] }
        later: { steps: [echo later] }
        adopt:
          steps:
            - id: take
              run: ./adopt.sh
              produces: { events: [{ type: api_adopted }] }
      """;

  private static final String APP =
      """
      version: "1"
      subscriptions:
        - { artifact: "acme/lib:default", events: [api_adopted], workflow: check }
        - { artifact: "acme/core:default", events: [docs_written, page_viewed], workflow: read }
      workflows:
        release: { steps: [echo hello] }
        adopt: { steps: [echo a reaction does not travel here] }
        check: { steps: [echo check] }
        read: { steps: [echo read] }
      """;

  private static List<String> reached(Question question) {
    Graph graph =
        new Manifests()
            .with("acme/core", CORE)
            .with("acme/lib", LIB)
            .with("acme/app", APP)
            .with("acme/other", LIB.replace("acme/core", "acme/elsewhere"))
            .graph();
    IndexedManifest root = graph.manifest(RepositoryRef.parse("acme/core")).orElseThrow();
    return Impact.of(graph, root, question).steps().stream()
        .flatMap(step -> step.reached().stream().map(reached -> told(step, reached)))
        .toList();
  }

  private static String told(Impact.Step step, Impact.Reached reached) {
    boolean depends = step.cause() == Passage.Cause.dependent;
    return "%d %s %s %s from %s %s %s %s:%d"
        .formatted(
            step.distance(),
            step.cause(),
            reached.manifest().name(),
            reached.workflow(),
            step.from().name(),
            step.workflow(),
            step.event(),
            (depends ? step.from() : reached.manifest()).name(),
            reached.line());
  }

  @Test
  void a_repository_reaches_dependents_and_whoever_reacts_in_turn_each_with_its_edge() {
    assertThat(reached(new Question(null, null, null)))
        .containsExactly(
            "1 dependent acme/lib release from acme/core release null acme/core:4",
            "1 reaction acme/lib adopt from acme/core release api_published acme/lib:4",
            "1 reaction acme/app read from acme/core docs docs_written acme/app:4",
            "2 dependent acme/app release from acme/lib release null acme/lib:2",
            "2 reaction acme/app check from acme/lib adopt api_adopted acme/app:3");
  }

  @Test
  void a_workflow_reaches_only_what_it_leads_to() {
    assertThat(reached(new Question(null, null, "docs")))
        .containsExactly("1 reaction acme/app read from acme/core docs docs_written acme/app:4");
  }

  @Test
  void an_artifact_or_an_event_reaches_who_listens_and_no_dependent() {
    // Given
    List<String> listeners =
        List.of(
            "1 reaction acme/lib adopt from acme/core release api_published acme/lib:4",
            "2 reaction acme/app check from acme/lib adopt api_adopted acme/app:3");

    // When / Then
    assertThat(reached(new Question("api", null, null))).isEqualTo(listeners);
    assertThat(reached(new Question(null, "api_published", null))).isEqualTo(listeners);
    assertThat(reached(new Question("api", "docs_written", null))).isEmpty();
    assertThat(reached(new Question(null, "api_published", "docs"))).isEmpty();
  }

  @Test
  void an_event_that_nobody_emits_may_come_from_outside() {
    assertThat(reached(new Question(null, "page_viewed", null)))
        .containsExactly("1 reaction acme/app read from acme/core null page_viewed acme/app:4");
  }
}
