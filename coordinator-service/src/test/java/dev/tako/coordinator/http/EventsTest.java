package dev.tako.coordinator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.TopicReader;
import dev.tako.coordinator.kafka.Sender;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Clients clients;
  @Inject Sender sender;
  private PlayedRunner runner;

  @BeforeEach
  void theRunner() {
    runner = new PlayedRunner(clients, sender);
  }

  @Test
  void a_structured_event_becomes_a_run_in_which_its_subscribers_react() {
    // Given
    String id = UUID.randomUUID().toString();

    // When
    ValidatableResponse accepted = structured(event(id, "{\"size\": 48, \"tags\": [\"a\", 1]}"));

    // Then
    String run = accepted.statusCode(202).extract().path("id");
    accepted
        .body("status", equalTo("pending"))
        .body("links.events", equalTo("/api/v1/runs/" + run + "/events"))
        .body("candidates", hasSize(1))
        .body("candidates[0].repo", equalTo("acme/lib:main"))
        .body("candidates[0].workflow", equalTo("check"))
        .body("candidates[0].subscription", equalTo(0))
        .header("Location", endsWith("/api/v1/runs/" + run));
    RunSteps job = runner.job(run + ".2", 1);
    assertThat(job.event())
        .containsEntry("id", id)
        .containsEntry("source", "https://registry.example/acme")
        .containsEntry("time", "2026-11-23T10:14:59Z")
        .containsEntry("payload", Map.of("size", 48L, "tags", List.of("a", 1L)));
    runner.complete(job);
    becomes(run, "completed");
    get(run, "")
        .body("repo", equalTo("acme/base"))
        .body("workflow", equalTo("image_published"))
        .body("requestedBy", equalTo("event https://registry.example/acme#" + id))
        .body("executions.cause", equalTo(List.of("root", "reaction")));
  }

  @Test
  void a_binary_event_says_everything_in_headers_and_its_payload_in_the_body() {
    // When
    ValidatableResponse accepted =
        given()
            .config(asItIs())
            .header("Content-Type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", UUID.randomUUID())
            .header("ce-source", "/registry")
            .header("ce-type", "com.example.registry.image_published")
            .header("ce-subject", "anything of the sender's")
            .header("ce-artifact", "acme%2Fbase:default")
            .header("ce-schemaversion", "2.1.0")
            .body("{\"size\": 4}")
            .post("/api/v1/events")
            .then();

    // Then
    String run = accepted.statusCode(202).extract().path("id");
    becomes(run, "completed");
    get(run, "").body("reason", containsString("the one subscription considered did not match"));
    get(run, "/events")
        .body("events", hasSize(1))
        .body("events[0].type", equalTo("image_published"))
        .body("events[0].schemaVersion", equalTo("2.1.0"))
        .body("events[0].artifact", equalTo("acme/base:default"))
        .body("events[0].subscriptions[0].matched", equalTo(false))
        .body("events[0].subscriptions[0].reason", containsString("event.payload.size = 4"));
  }

  @Test
  void an_event_that_comes_again_is_answered_with_the_run_it_has_become() {
    // Given
    String id = UUID.randomUUID().toString();
    List<String> ids =
        List.of(1, 2, 3, 4).parallelStream()
            .map(_ -> structured(event(id, "{\"size\": 4}")).extract().<String>path("id"))
            .distinct()
            .toList();
    becomes(ids.getFirst(), "completed");

    // When
    ValidatableResponse again = structured(event(id, "{\"size\": 4}"));
    ValidatableResponse another = structured(event(id + "#2", "{\"size\": 4}"));

    // Then
    assertThat(ids).hasSize(1);
    again.statusCode(200).body("id", equalTo(ids.getFirst())).body("status", equalTo("completed"));
    again.body("$", aMapWithSize(3));
    assertThat(another.statusCode(202).extract().<String>path("id")).isNotEqualTo(ids.getFirst());
  }

  @Test
  void a_record_of_tako_events_can_be_delivered_as_it_is() {
    // Given
    String run =
        structured(event(UUID.randomUUID().toString(), "{\"size\": 4}")).extract().path("id");
    becomes(run, "completed");
    var record =
        await()
            .atMost(PATIENCE)
            .until(() -> new TopicReader(clients).read(Topics.EVENTS, run), all -> !all.isEmpty())
            .getFirst()
            .record();
    var request = given().config(asItIs()).header("Content-Type", "application/json");
    for (Header header : record.headers()) {
      if (header.key().startsWith("ce_")) {
        request.header(
            header.key().replace("ce_", "ce-"), new String(header.value(), StandardCharsets.UTF_8));
      }
    }

    // When
    ValidatableResponse accepted = request.body(record.value()).post("/api/v1/events").then();

    // Then
    String second = accepted.statusCode(202).extract().path("id");
    assertThat(second).isNotEqualTo(run);
    becomes(second, "completed");
    get(second, "/events")
        .body("events[0].artifact", equalTo("acme/base:default"))
        .body("events[0].payload", equalTo(Map.of("size", 4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "application/cloudevents+json | {} | 400 | CloudEvent 1.0",
        "application/cloudevents+json | null | 400 | but found: null",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\"} | 400 | attribute id to have 1 to 255 characters",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"a\\u0000b\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\"} | 400 | control character",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\",\"time\":\"now\"} | 400 | value for \"time\": now. https",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\"} | 400 | source",
        "application/cloudevents+json | {\"specversion\":\"0.3\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\"} | 400 | specversion 1.0",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\"} | 400 | owner/repo:artifact",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"base\"} | 400 | found 'base'",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\",\"data\":[1]} | 400 | JSON object",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\",\"datacontenttype\":\"text/plain\",\"data\":\"x\"} | 415 | text/plain",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/unknown:x\"} | 422 | put out an artifact",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\"} | 400 | each key of the event once, but found at line 1, column 35: the key 'id' stands twice. Leave",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a_b\",\"source\":\"s\",\"subject\":\"acme/base\",\"data\":{\"tag\":{\"v\":1,\"v\":2}}} | 400 | the key 'v' stands twice",
        "application/cloudevents-batch+json | [] | 415 | one CloudEvent a request",
        "application/cloudevents+avro | x | 415 | application/cloudevents+avro",
        "application/json | {} | 400 | ce-specversion",
      })
  void what_is_no_event_is_refused_with_what_was_expected(
      String contentType, String body, int status, String expected) {
    // When
    ValidatableResponse refused =
        given()
            .config(asItIs())
            .header("Content-Type", contentType)
            .body(body.getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/events")
            .then();

    // Then
    refused
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString(expected));
  }

  @Test
  void a_key_that_stands_twice_in_the_data_of_a_binary_event_is_refused() {
    // When
    ValidatableResponse refused =
        given()
            .header("ce-specversion", "1.0")
            .header("ce-id", "1")
            .header("ce-source", "s")
            .header("ce-type", "a_b")
            .header("ce-subject", "acme/base")
            .contentType("application/json")
            .body("{\"tag\": 1,\n \"tag\": 2}")
            .post("/api/v1/events")
            .then();

    // Then
    refused
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("found at line 2, column 7: the key 'tag' stands twice"));
  }

  @Test
  void data_that_is_too_large_or_deep_and_half_a_subscriber_are_refused() {
    // Given
    String large = event("1", "{\"text\": \"" + "x".repeat(1024 * 1024) + "\"}");

    // When
    ValidatableResponse tooLarge = structured(large);
    ValidatableResponse tooDeep =
        structured(event("1", "{\"a\":".repeat(101) + "1" + "}".repeat(101)));
    ValidatableResponse half = structured(event("1", "{}"), "?repo=acme/lib");

    // Then
    tooLarge.statusCode(413).body("detail", containsString("1 MiB"));
    tooDeep.statusCode(422).body("detail", containsString("at most 100 levels deep"));
    half.statusCode(400).body("detail", containsString("repo alone"));
  }

  private static String event(String id, String data) {
    return """
    {"specversion": "1.0", "id": "%s", "source": "https://registry.example/acme", "type": "image_published",
     "subject": "acme/base", "time": "2026-11-23T10:14:59Z", "data": %s}\
    """
        .formatted(id, data);
  }

  private static ValidatableResponse structured(String event) {
    return structured(event, "");
  }

  private static ValidatableResponse structured(String event, String query) {
    return given()
        .config(asItIs())
        .header("Content-Type", "application/cloudevents+json; charset=utf-8")
        .body(event.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/events" + query)
        .then();
  }

  private static RestAssuredConfig asItIs() {
    return RestAssuredConfig.config()
        .encoderConfig(
            EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false));
  }

  private static ValidatableResponse get(String run, String what) {
    return given().get("/api/v1/runs/" + run + what).then();
  }

  private static void becomes(String run, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(run, "").statusCode(200).body("status", equalTo(status)));
  }
}
