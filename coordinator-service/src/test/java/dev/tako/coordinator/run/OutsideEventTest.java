package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Status;
import dev.tako.contract.StepEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A run whose root only emits an event that came from outside.
class OutsideEventTest {
  private static final String ROOT =
      """
      workflows:
        image_published:
          steps:
            - id: event
              uses: tako/fan-out@v1
              with:
                event_type: image_published
                payload:
                  tag: "{{ .event.payload.tag }}"
                  size: "{{ .event.payload.size }}"
                  ratio: "{{ .event.payload.ratio }}"
                  final: "{{ .event.payload.final }}"
                  none: "{{ .event.payload.none }}"
                  parts: "{{ .event.payload.parts }}"
                  deep: "{{ .event.payload.deep }}"
                  text: "{{ .event.payload.text }}"
                  a.b: '{{ event.payload["\\U00000061\\U0000002e\\U00000062"] }}'
      """;

  private static String subscriber(String filter) {
    return """
    subscriptions:
      - artifact: acme/base:default
        events: [image_published]
        filters: ["%s"]
        workflow: rebuild
        inputs: { tag: "{{ .event.payload.tag }}", of: "{{ .event.id }} from {{ .event.source }} at {{ .event.time }}" }
    workflows:
      rebuild:
        inputs: { tag: { type: string }, of: { type: string } }
        steps: [{ id: build, run: make }]
    """
        .formatted(filter);
  }

  private static Map<String, Object> event(Map<String, Object> payload) {
    return Map.of(
        "type", "image_published",
        "schema_version", "1.0.0",
        "payload", payload,
        "source", "https://registry.example",
        "artifact", "acme/base:default",
        "id", "4711",
        "time", "2026-11-23T10:14:59Z");
  }

  @SuppressWarnings("NullAway") // a null in a payload stays one
  private static Map<String, Object> payload() {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("tag", "25.1");
    payload.put("size", 48L);
    payload.put("ratio", 0.5);
    payload.put("final", true);
    payload.put("none", null);
    payload.put("parts", Arrays.asList(1L, "two", null, List.of(3.5)));
    payload.put("deep", Map.of("a", Map.of("b", List.of(false))));
    payload.put("text", "{{ .inputs.nothing }} and {{");
    payload.put("a.b", 7L);
    return payload;
  }

  @Test
  void it_starts_those_whose_filters_hold_and_waits_for_them_and_every_value_keeps_its_type() {
    // Given
    Org org =
        new Org()
            .repo("base", ROOT)
            .repo("app", subscriber("event.payload.size > 10 && event.id == '4711'"))
            .repo("web", subscriber("event.payload.parts[1] == 'three'"));

    // When
    World world = World.delivered(org, "base", "image_published", event(payload()));

    // Then
    assertThat(world.out()).containsExactly("app rebuild [build]");
    StepEvent emitted = world.events().getFirst();
    assertThat(emitted.payload()).isEqualTo(payload());
    assertThat(emitted.artifact()).isEqualTo("acme/base:default");
    assertThat(world.emitted("image_published").considered())
        .extracting(considered -> considered.repo().name() + " " + considered.matched())
        .containsExactly("app true", "web false");
    assertThat(world.job("app", "rebuild").inputs())
        .containsEntry("tag", "25.1")
        .containsEntry("of", "4711 from https://registry.example at 2026-11-23T10:14:59Z");

    // When
    world.completes("app", "rebuild");

    // Then
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
    assertThat(world.state().reason()).isNull();
  }

  @Test
  void one_that_nobody_subscribes_to_completes_at_once_and_says_so() {
    // When
    World world =
        World.delivered(new Org().repo("base", ROOT), "base", "image_published", event(payload()));

    // Then
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
    assertThat(world.state().reason())
        .isEqualTo("nobody subscribes to image_published 1.0.0 of acme/base:default");
    assertThat(world.events()).hasSize(1);
  }

  @Test
  void one_that_every_filter_refuses_completes_at_once_and_says_where_to_look() {
    // Given
    Org org = new Org().repo("base", ROOT).repo("app", subscriber("event.payload.size > 100"));

    // When
    World world = World.delivered(org, "base", "image_published", event(payload()));

    // Then
    assertThat(world.state().status()).isEqualTo(Status.COMPLETED);
    assertThat(world.state().reason())
        .isEqualTo("the one subscription considered did not match; the run's events say why");
    assertThat(world.emitted("image_published").considered().getFirst().reason())
        .contains("event.payload.size > 100")
        .contains("event.payload.size = 48");
  }

  @Test
  void a_reaction_that_fails_fails_the_run_and_a_second_start_changes_nothing() {
    // Given
    Org org = new Org().repo("base", ROOT).repo("app", subscriber("true"));
    World world = World.delivered(org, "base", "image_published", event(payload()));

    // When
    world.when(world.facts.getFirst());

    // Then
    assertThat(world.last().ignored()).contains("started already");

    // When
    world.fails("app", "rebuild", 3, "no such image");

    // Then
    assertThat(world.state().status()).isEqualTo(Status.FAILED);
    assertThat(world.state().reason()).contains("acme/app:main rebuild").contains("exit code 3");
  }
}
