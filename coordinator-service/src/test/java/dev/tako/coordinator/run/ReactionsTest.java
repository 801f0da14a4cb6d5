package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rule R4: who reacts, and why not.
class ReactionsTest {
  @Test
  void a_subscription_that_does_not_match_says_which_condition_and_which_value() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    on: [exec]
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: api_published, schema_version: 1.4.0, payload: { service: search } }
                """)
            .repo(
                "billing",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, filters: ["event.payload.service == 'billing'"] }
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, schema_version: "^2.0.0" }
                  - { artifact: "acme/source:default", events: [api_removed], workflow: react }
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, filters: ["event.payload.nothing > 1"] }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);

    // When
    World world = World.started(org, "source", "release");

    // Then
    List<String> reasons =
        world.emitted("api_published").considered().stream().map(Considered::reason).toList();
    assertThat(reasons.get(0)).contains("event.payload.service").contains("search");
    assertThat(reasons.get(1)).contains("^2.0.0").contains("1.4.0");
    assertThat(reasons.get(2)).contains("api_removed").contains("api_published");
    assertThat(reasons.get(3)).contains("could not be evaluated");
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void a_subscription_that_matches_says_everything_that_let_it_match() {
    // Given
    Org org =
        source(
                "{ event_type: api_published, schema_version: 1.4.0, payload: { service: billing } }")
            .repo(
                "billing",
                """
                subscriptions:
                  - artifact: acme/source:default
                    events: [api_published]
                    schema_version: "^1.2.0"
                    filters: ["event.payload.service == 'billing'"]
                    workflow: react
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.emitted("api_published").considered().getFirst().reason())
        .isEqualTo(
            "it listens for api_published, schema_version ^1.2.0 admits 1.4.0, event.payload.service == 'billing' is true");
  }

  @Test
  void of_two_entries_that_start_the_same_workflow_each_reacts_once_and_the_second_says_so() {
    // Given
    Org org =
        source("{ event_type: api_published }")
            .repo(
                "billing",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react }
                  - { artifact: "acme/source:default", events: [api_published], workflow: react }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.emitted("api_published").considered())
        .extracting(Considered::reason)
        .containsExactly(
            "it listens for api_published",
            "it listens for api_published; subscriptions[0] matched too and started "
                + World.RUN
                + ".2: each entry reacts once, one after the other");
    assertThat(world.executions("billing", "react")).hasSize(2);
  }

  private static Org source(String with) {
    return new Org()
        .repo(
            "source",
            """
            workflows:
              release:
                on: [exec]
                steps: [{ uses: tako/fan-out@v1, with: %s }]
            """
                .formatted(with));
  }

  @Test
  void inputs_that_cannot_be_mapped_fail_that_reaction_and_no_other() {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    on: [exec]
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: api_published, schema_version: 1.0.0, payload: { count: many } }
                """)
            .repo(
                "strict",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, inputs: { count: "{{ .event.payload.count }}" } }
                workflows:
                  react:
                    on: [exec]
                    inputs: { count: { type: number, required: true } }
                    steps: [{ id: only, run: make }]
                """)
            .repo(
                "easy",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react }
                workflows:
                  react: { on: [exec], steps: [{ id: only, run: make }] }
                """);
    World world = World.started(org, "source", "release");

    // When
    world.completes("easy", "react");

    // Then
    assertThat(world.status("easy", "react")).isEqualTo(Status.COMPLETED);
    assertThat(world.status("strict", "react")).isEqualTo(Status.FAILED);
    assertThat(world.state().reason()).contains("acme/strict:main").contains("count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { type: number }                              | many  | input 'value' must be a number, found 'many'
          { type: number, validation: { min: 2 } }      | 1     | input 'value' must be at least 2, found '1'
          { type: number, validation: { max: 2 } }      | 3     | input 'value' must be at most 2, found '3'
          { type: boolean }                             | maybe | input 'value' must be a boolean, found 'maybe'
          { validation: { enum: [major, minor] } }      | huge  | input 'value' must be one of major, minor, found 'huge'
          { validation: { pattern: "^v[0-9]+$" } }      | 1     | input 'value' must match ^v[0-9]+$, found '1'
          """)
  void a_value_mapped_from_an_event_is_held_to_every_rule(
      String input, String value, String problem) {
    // Given
    Org org =
        new Org()
            .repo(
                "source",
                """
                workflows:
                  release:
                    on: [exec]
                    steps:
                      - uses: tako/fan-out@v1
                        with: { event_type: api_published, payload: { value: "%s" } }
                """
                    .formatted(value))
            .repo(
                "strict",
                """
                subscriptions:
                  - { artifact: "acme/source:default", events: [api_published], workflow: react, inputs: { value: "{{ .event.payload.value }}" } }
                workflows:
                  react:
                    on: [exec]
                    inputs: { value: %s }
                    steps: [make]
                """
                    .formatted(input));

    // When
    World world = World.started(org, "source", "release");

    // Then
    assertThat(world.status("strict", "react")).isEqualTo(Status.FAILED);
    assertThat(world.out()).isEmpty();
    assertThat(world.state().reason()).contains(problem);
  }
}
