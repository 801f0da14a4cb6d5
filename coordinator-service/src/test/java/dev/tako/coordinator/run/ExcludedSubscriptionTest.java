package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan.ExcludedSubscription;
import org.junit.jupiter.api.Test;

class ExcludedSubscriptionTest {

  @Test
  void a_subscription_that_planning_excluded_tells_its_range_and_the_event_s_version() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: api_published, schema_version: 1.4.0 }
                      - uses: tako/fan-out@v1
                        with: { event_type: api_removed, schema_version: 1.4.0 }
                """)
            .excluded(
                new ExcludedSubscription(
                    Org.ref("old"), 2, "adopt", "acme/source:default", "api_published", "<1.2.0"));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.emitted("api_published").considered())
        .containsExactly(
            new Considered(
                Org.ref("old"),
                2,
                "adopt",
                false,
                "schema_version <1.2.0 does not admit 1.4.0",
                null));
    assertThat(world.emitted("api_removed").considered()).isEmpty();
  }

  @Test
  void subscriptions_are_told_in_the_order_of_their_manifest() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: api_published, schema_version: 1.4.0 }
                      - uses: tako/fan-out@v1
                        with: { event_type: api_removed, schema_version: 1.4.0 }
                """)
            .repo(
                "lib",
                """
                subscriptions:
                  - { artifact: "acme/other:default", events: [api_published], workflow: adopt }
                  - { artifact: "acme/source:default", events: [api_removed, api_moved], workflow: adopt }
                workflows: { adopt: { steps: [ls] } }
                """)
            .excluded(
                new ExcludedSubscription(
                    Org.ref("lib"), 0, "adopt", "acme/source:default", "api_published", "<1.2.0"));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.emitted("api_published").considered())
        .extracting(considered -> considered.subscription() + " " + considered.reason())
        .containsExactly(
            "0 schema_version <1.2.0 does not admit 1.4.0",
            "1 it listens for api_removed, api_moved, not for api_published");
  }
}
