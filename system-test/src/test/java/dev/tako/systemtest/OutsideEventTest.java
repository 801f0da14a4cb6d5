package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutsideEventTest {
  private static String subscriber(String filter) {
    return """
    subscriptions:
      - artifact: vendor/base-image:default
        events: [image_published]
        schema_version: ^1.0.0
        filters: ["%s"]
        workflow: rebuild
        inputs: { tag: "{{ .event.payload.tag }}", parts: "{{ size(event.payload.parts) }}" }
    workflows:
      rebuild:
        inputs: { tag: { type: string, required: true }, parts: { type: number } }
        steps:
          - id: look
            run: test {{ .inputs.tag }} = 25.1 && test {{ .inputs.parts }} = 2 && echo {{ .event.id }}
            produces: { outputs: { id: from_stdout } }
    """
        .formatted(filter);
  }

  @Test
  void an_event_of_a_vendor_reaches_its_subscribers_and_comes_again_in_vain() {
    // Given
    Tako tako = Tako.shared();
    tako.repository("outside/app", subscriber("event.payload.size > 10"));
    tako.repository("outside/web", subscriber("'amd64' in event.payload.parts"));
    tako.repository("outside/old", subscriber("semver.major(event.payload.tag) < 25"));
    String id = UUID.randomUUID().toString();

    // When
    Map<String, Object> payload =
        Map.of("tag", "25.1", "size", 48, "parts", List.of("amd64", "arm64"));
    Api.Answer accepted = deliver(tako, id, payload);
    String run = accepted.body().path("id").asText();
    JsonNode tree = tako.ended(run);
    Api.Answer again = deliver(tako, id, payload);

    // Then
    assertThat(accepted.status()).as(accepted.body().toPrettyString()).isEqualTo(202);
    assertThat(accepted.body().path("candidates")).hasSize(3);
    assertThat(tree.path("status").asText()).as(tako.history(run)).isEqualTo("completed");
    assertThat(Tako.statuses(tree))
        .isEqualTo(
            Map.of(
                "vendor/base-image image_published", List.of("completed"),
                "outside/app rebuild", List.of("completed"),
                "outside/web rebuild", List.of("completed")));
    assertThat(Tako.execution(tree, "outside/app", "rebuild").at("/steps/0/outputs/id").asText())
        .isEqualTo(id);
    assertThat(reasons(tako.events(run).path(0))).hasSize(3);
    assertThat(reasons(tako.events(run).path(0)).get("outside/old:main"))
        .startsWith("filter semver.major(event.payload.tag) < 25 was false")
        .contains("event.payload.tag = '25.1'");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asText()).isEqualTo(run);
    assertThat(tako.coordinator().get("/api/v1/runs?repo=vendor/base-image").body().path("runs"))
        .filteredOn(listed -> listed.path("requestedBy").asText().endsWith("#" + id))
        .hasSize(1);
  }

  @Test
  void a_payload_arrives_as_it_was_sent_whatever_its_fields_are_called_and_hold() throws Exception {
    // Given
    Tako tako = Tako.shared();
    JsonNode payload =
        Json.MAPPER.readTree(
            """
            {"ü b": "{{ .inputs.x }} {{", "}}": "😀", "\\"q'": [1.5, null, {"b": 1234567890123456789}], "none": null,
             "a.b": true, "with-hyphen": "- [x]", "1st": {"deep": [[]], "empty": {}}, "\\\\": "#", "y": "yes"}
            """);

    // When
    Api.Answer accepted = deliver(tako, UUID.randomUUID().toString(), payload);
    String run = accepted.body().path("id").asText();
    JsonNode tree = tako.ended(run);

    // Then
    assertThat(tree.path("status").asText()).as(tako.history(run)).isEqualTo("completed");
    assertThat(tako.events(run).path(0).path("payload")).isEqualTo(payload);
  }

  private static Api.Answer deliver(Tako tako, String id, Object payload) {
    return tako.coordinator()
        .post(
            "/api/v1/events",
            payload,
            "ce-specversion",
            "1.0",
            "ce-id",
            id,
            "ce-source",
            "https://images.example",
            "ce-type",
            "image_published",
            "ce-subject",
            "vendor/base-image");
  }

  private static Map<String, String> reasons(JsonNode event) {
    Map<String, String> reasons = new HashMap<>();
    event
        .path("subscriptions")
        .forEach(subscription ->
            reasons.put(subscription.path("repo").asText(), subscription.path("reason").asText()));
    return reasons;
  }
}
