package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.LEAF;
import static dev.tako.graph.plan.PlanTexts.edge;
import static dev.tako.graph.plan.PlanTexts.edges;
import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.releasing;
import static dev.tako.graph.plan.PlanTexts.repos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependentsRuleTest {
  @Test
  void workflows_of_an_edge_limit_what_travels_along_it() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/nowhere
                    workflows: [nightly]
                  - repo: acme/lib
                    workflows: [release]
                workflows:
                  release: { steps: [echo hello] }
                  nightly: { steps: [echo hello] }
                """)
            .with("acme/lib", LEAF);

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:main");
    assertThat(edges(plan)).containsExactly(edge("acme/core:main", "acme/lib:main", 1));
  }

  @Test
  void a_branch_with_a_slash_is_followed() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib:feature/new/api"))
            .with("acme/lib", LEAF)
            .with("acme/lib:feature/new/api", LEAF + "# on the branch\n");

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:feature/new/api");
    assertThat(plan.repositories().getLast().manifest())
        .isEqualTo(ManifestTexts.digestOf(LEAF + "# on the branch\n"));
  }

  @Test
  void an_invalid_manifest_is_told_with_its_own_problems() {
    // Given
    ManifestProblem own =
        new ManifestProblem(
            "acme/lib:main", "tako.yml", 7, 3, "workflows.x", "unknown key 'stepz'", null, null);
    Repository broken =
        Repository.registered(RepositoryRef.parse("acme/lib"), "file:///lib")
            .reached("main")
            .with(
                Branch.unindexed("main")
                    .rejected(new Rejection("c0ffee", "tako.yml has a problem", List.of(own))));
    Manifests given = new Manifests().with("acme/core", releasing("acme/lib")).with(broken);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].repo", "acme/lib:main tako.yml:7 workflows.x");
  }

  @Test
  void a_rejected_newest_commit_leaves_the_last_good_manifest_in_the_plan_with_a_warning() {
    // Given
    Manifests given =
        new Manifests().with("acme/core", releasing("acme/lib")).with("acme/lib", LEAF);
    Repository lib = given.graph().find("acme/lib").orElseThrow();
    Branch main = lib.ofDefaultBranch().orElseThrow();
    given.with(lib.with(main.rejected(new Rejection("c0ffee", "a problem", List.of()))));

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).contains("acme/lib:main");
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .contains("acme/lib:main", "c0ffee", "a problem");
  }

  @Test
  void a_cycle_over_dependents_names_the_file_and_line_of_the_closing_edge() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", releasing("acme/b"))
            .with("acme/b", releasing("acme/leaf", "acme/a"))
            .with("acme/leaf", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/a", "release");

    // Then
    assertThat(messages(refusal))
        .containsExactly("circular dependency detected: acme/a -> acme/b -> acme/a");
    assertThat(places(refusal)).containsExactly("acme/b:main tako.yml:4 dependents[1].repo");
  }
}
