package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.LEAF;
import static dev.tako.graph.plan.PlanTexts.edge;
import static dev.tako.graph.plan.PlanTexts.edges;
import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.reacting;
import static dev.tako.graph.plan.PlanTexts.releasing;
import static dev.tako.graph.plan.PlanTexts.repos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.manifest.RepositoryRef;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void a_diamond_is_planned_in_topological_order_with_every_repository_pinned_once() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib-b", "acme/lib-a"))
            .with("acme/lib-a", releasing("acme/bom"))
            .with("acme/lib-b", releasing("acme/bom:main"))
            .with("acme/bom", LEAF);

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan))
        .containsExactly("acme/core:main", "acme/lib-b:main", "acme/lib-a:main", "acme/bom:main");
    assertThat(edges(plan))
        .containsExactly(
            edge("acme/core:main", "acme/lib-b:main", 0),
            edge("acme/core:main", "acme/lib-a:main", 1),
            edge("acme/lib-b:main", "acme/bom:main", 0),
            edge("acme/lib-a:main", "acme/bom:main", 0));
    assertThat(plan.repositories().getLast().manifest()).isEqualTo(ManifestTexts.digestOf(LEAF));
    assertThat(plan.hash()).matches("[0-9a-f]{64}");
  }

  @Test
  void the_hash_follows_the_content_and_nothing_else() {
    // Given
    Manifests given =
        new Manifests().with("acme/core", releasing("acme/lib")).with("acme/lib", LEAF);
    String before = given.planned("acme/core", "release").hash();

    // When
    String again = given.with("acme/other", LEAF).planned("acme/core", "release").hash();
    String changed =
        given.with("acme/lib", LEAF + "# changed\n").planned("acme/core", "release").hash();

    // Then
    assertThat(again).isEqualTo(before);
    assertThat(changed).isNotEqualTo(before);
  }

  @Test
  void every_problem_of_every_repository_is_told_at_once_in_a_fixed_order() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib-a", "acme/libb", "acme/lib-c:gone"))
            .with("acme/lib-a", "version: \"1\"\nworkflows:\n  build: { steps: [make] }\n")
            .with("acme/lib-b", LEAF)
            .with("acme/lib-c", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].repo",
            "acme/core:main tako.yml:4 dependents[1].repo",
            "acme/core:main tako.yml:5 dependents[2].repo");
    assertThat(messages(refusal))
        .containsExactly(
            "expected acme/lib-a:main to have a workflow 'release', found build",
            "expected a registered repository, found acme/libb, which is not",
            "expected acme/lib-c:gone to have a valid manifest, but that branch is not indexed");
    assertThat(refusal.problems().get(1).hint()).startsWith("Did you mean acme/lib-b or");
    assertThat(refusal.problems().get(1).rendered()).contains("- repo: acme/libb").contains("^");
  }

  @Test
  void an_unknown_workflow_is_refused_with_the_known_ones() {
    // Given
    Manifests given = new Manifests().with("acme/core", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "relaese");

    // Then
    assertThat(messages(refusal)).containsExactly("expected a workflow 'relaese', found release");
    assertThat(refusal.problems().getFirst().hint()).startsWith("Did you mean release?");
  }

  @Test
  void a_workflow_whose_on_has_no_exec_is_not_started_by_its_name() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/a",
                """
                version: "1"
                workflows:
                  release:
                    on: [push, { schedule: "0 3 * * *" }]
                    steps: [ls]
                """);
    RepositoryRef repo = RepositoryRef.parse("acme/a");
    IndexedManifest root = given.graph().manifest(repo).orElseThrow();
    Planner.Limits limits = new Planner.Limits(7, 10);

    // When
    Planner.Outcome byName =
        Planner.plan(
            given.graph(), root, new Plan.Request(repo, "release", null, Map.of(), true), limits);
    Planner.Outcome otherwise =
        Planner.plan(
            given.graph(), root, new Plan.Request(repo, "release", null, Map.of()), limits);

    // Then
    assertThat(otherwise).isInstanceOf(Planner.Planned.class);
    assertThat(byName)
        .isInstanceOfSatisfying(
            Planner.Refused.class,
            refused ->
                assertThat(refused.refusal().problems())
                    .singleElement()
                    .satisfies(problem -> {
                      assertThat(problem.message())
                          .isEqualTo(
                              "expected exec in 'on' of workflow 'release', because it is started by its name, found push, schedule");
                      assertThat(problem.line()).isEqualTo(3);
                    }));
  }

  @Test
  void the_root_counts_as_it_is_at_the_asked_commit_also_as_a_subscriber() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", reacting("acme/a:default", "a_done", "note", "noted"))
            .with("acme/b", LEAF);
    IndexedManifest older =
        Manifests.indexed("acme/a", reacting("acme/none:default", "never", "release", "a_done"));

    // When
    Planner.Outcome outcome =
        Planner.plan(
            given.graph(),
            older,
            new Plan.Request(RepositoryRef.parse("acme/a"), "release", older.commit(), Map.of()),
            new Planner.Limits(7, 10));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Planner.Planned.class,
            planned -> {
              assertThat(planned.plan().subscriptions()).isEmpty();
              assertThat(planned.plan().repositories().getFirst().commit())
                  .isEqualTo(older.commit());
            });
  }
}
