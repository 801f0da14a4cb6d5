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
}
