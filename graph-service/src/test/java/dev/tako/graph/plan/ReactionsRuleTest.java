package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.ranged;
import static dev.tako.graph.plan.PlanTexts.reacting;
import static dev.tako.graph.plan.PlanTexts.repos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.graph.graph.Manifests;
import dev.tako.manifest.RepositoryRef;
import org.junit.jupiter.api.Test;

class ReactionsRuleTest {
  @Test
  void a_cycle_over_events_names_the_subscription_that_closes_it() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", reacting("acme/b:default", "b_done", "release", "a_done"))
            .with("acme/b", reacting("acme/a:default", "a_done", "update", "b_done"));

    // When
    Plan.Refusal refusal = given.refused("acme/a", "release");

    // Then
    assertThat(messages(refusal))
        .containsExactly(
            "circular dependency detected: acme/a release -> acme/b update -> acme/a release");
    assertThat(places(refusal)).containsExactly("acme/a:main tako.yml:3 subscriptions[0]");
  }

  @Test
  void a_reaction_does_not_travel_so_a_dependent_may_cause_a_reaction_in_its_parent() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/lib
                subscriptions:
                  - { artifact: "acme/lib:default", events: [lib_released], workflow: note }
                workflows:
                  release: { steps: [echo hello] }
                  note: { steps: [echo noted] }
                """)
            .with("acme/lib", reacting("acme/none:default", "never", "release", "lib_released"));

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:main");
    assertThat(plan.subscriptions()).containsExactly(new PlannedSubscription(0, 0, 0));
  }

  @Test
  void subscribers_are_followed_through_the_events_of_what_they_run() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/api", reacting("acme/none:default", "never", "release", "api_published"))
            .with("acme/zoo", reacting("acme/client:default", "client_built", "deploy", "zoo_up"))
            .with(
                "acme/client",
                reacting("acme/api:default", "api_published", "build_it", "client_built"))
            .with("acme/idle", reacting("acme/api:other", "api_published", "build_it", "x_done"))
            .with("acme/old", ranged("acme/api:default", "api_published", "^2.0.0"))
            .with("acme/new", ranged("acme/api:default", "api_published", "^1.0.0"));

    // When
    Plan plan = given.planned("acme/api", "release");

    // Then
    assertThat(repos(plan))
        .containsExactly("acme/api:main", "acme/new:main", "acme/client:main", "acme/zoo:main");
    assertThat(plan.artifacts()).containsExactly("acme/api:default", "acme/client:default");
    assertThat(plan.subscriptions())
        .as("of new, client and zoo")
        .containsExactly(
            new PlannedSubscription(1, 0, 0),
            new PlannedSubscription(2, 0, 0),
            new PlannedSubscription(3, 0, 1));
    assertThat(plan.excluded())
        .containsExactly(
            new ExcludedSubscription(
                RepositoryRef.parse("acme/old:main"),
                0,
                "update",
                "acme/api:default",
                "api_published",
                "^2.0.0"));
  }
}
