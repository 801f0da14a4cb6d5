package dev.tako.coordinator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.TopicReader;
import dev.tako.coordinator.kafka.Sender;
import dev.tako.coordinator.trigger.WebhookSignature;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class GithubWebhookTest {
  private static final String AFTER = "1a2b3c4d".repeat(5);

  @Inject Clients clients;
  @Inject Sender sender;

  @Test
  void a_signed_push_is_on_kafka_when_it_is_accepted() {
    // Given
    String body =
        """
        {"ref": "refs/heads/release/1.x", "after": "%s", "deleted": false,
         "repository": {"full_name": "acme/webhook-a", "private": true},
         "commits": [
           {"id": "1", "added": ["a.txt"], "modified": ["b.txt"], "removed": []},
           {"id": "2", "added": [], "modified": ["b.txt"], "removed": ["c/d.txt"]}]}
        """
            .formatted(AFTER);

    // When
    ValidatableResponse answer = deliver(body, "push", "d-1");

    // Then
    answer.statusCode(202).body("deliveryId", equalTo("github:d-1"));
    List<Received<Trigger>> triggers = triggers("acme/webhook-a");
    assertThat(triggers).hasSize(1);
    assertThat(triggers.getFirst().id()).isEqualTo("github:d-1");
    Pushed pushed = (Pushed) triggers.getFirst().message();
    assertThat(pushed.deliveryId()).isEqualTo("github:d-1");
    assertThat(pushed.repo().toString()).isEqualTo("acme/webhook-a");
    assertThat(pushed.ref()).isEqualTo("refs/heads/release/1.x");
    assertThat(pushed.after()).isEqualTo(AFTER);
    assertThat(pushed.paths()).containsExactly("a.txt", "b.txt", "c/d.txt");
  }

  @Test
  void a_deleted_branch_points_nowhere() {
    // Given
    String body =
        """
        {"ref": "refs/heads/old", "after": "%s", "deleted": true,
         "repository": {"full_name": "acme/webhook-b"}, "commits": []}
        """
            .formatted("0".repeat(40));

    // When
    ValidatableResponse answer = deliver(body, "push", "d-2");

    // Then
    answer.statusCode(202);
    assertThat(((Pushed) triggers("acme/webhook-b").getFirst().message()).after()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=00",
        "sha256=0000000000000000000000000000000000000000000000000000000000000000"
      })
  void an_unsigned_or_wrongly_signed_push_leaves_no_trace(String signature) {
    // Given
    String body = push("acme/webhook-c");

    // When
    ValidatableResponse answer =
        request(body, "push", "d-3")
            .header("X-Hub-Signature-256", signature)
            .post("/webhooks/github")
            .then();

    // Then
    answer
        .statusCode(401)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(401))
        .body("detail", containsString("X-Hub-Signature-256"));
    assertThat(triggers("acme/webhook-c")).isEmpty();
  }

  @Test
  void the_signature_is_checked_before_the_body_is_looked_at() {
    // Given
    String body = "no JSON at all";

    // When
    ValidatableResponse unsigned = request(body, "push", "d-4").post("/webhooks/github").then();
    ValidatableResponse signed = deliver(body, "push", "d-4");

    // Then
    unsigned.statusCode(401);
    signed.statusCode(400).body("detail", containsString("application/json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"ref\": \"main\", \"after\": \"1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d\", \"repository\": {\"full_name\": \"acme/x\"}}",
        "{\"ref\": \"refs/heads/main\", \"after\": \"HEAD\", \"repository\": {\"full_name\": \"acme/x\"}}",
        "{\"ref\": \"refs/heads/main\", \"after\": \"1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d\", \"repository\": {\"full_name\": \"../x\"}}",
        "{\"ref\": \"refs/heads/main\", \"after\": \"1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d\"}",
      })
  void a_push_that_is_none_is_a_bad_request(String body) {
    // Given
    String event = "push";

    // When
    ValidatableResponse answer = deliver(body, event, "d-5");

    // Then
    answer
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("xpected"));
  }

  @Test
  void a_ping_is_answered_and_other_events_are_not_used() {
    // Given
    String body = push("acme/webhook-d");

    // When
    ValidatableResponse ping = deliver(body, "ping", "d-6");
    ValidatableResponse star = deliver(body, "star", "d-7");

    // Then
    ping.statusCode(200);
    star.statusCode(202).body("message", equalTo("ignored: event star is not used yet"));
    assertThat(triggers("acme/webhook-d")).isEmpty();
  }

  @Test
  void a_delivery_without_an_id_is_a_bad_request() {
    // Given
    String body = push("acme/webhook-e");

    // When
    ValidatableResponse answer =
        given()
            .contentType("application/json")
            .body(body.getBytes(StandardCharsets.UTF_8))
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", signature(body))
            .post("/webhooks/github")
            .then();

    // Then
    answer.statusCode(400).body("detail", containsString("X-GitHub-Delivery"));
  }

  @Test
  void a_body_over_25_MiB_is_too_large() {
    // Given
    byte[] body = new byte[25 * 1024 * 1024 + 1];

    // When
    ValidatableResponse answer =
        given()
            .contentType("application/json")
            .header("X-Hub-Signature-256", "sha256=00")
            .body(body)
            .post("/webhooks/github")
            .then();

    // Then
    answer.statusCode(413).contentType(Problem.MEDIA_TYPE).body("detail", containsString("25 MiB"));
  }

  @Test
  void a_body_over_25_MiB_that_does_not_announce_its_length_is_too_large() throws Exception {
    // Given
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/webhooks/github".formatted(RestAssured.port)))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[26 * 1024 * 1024])))
            .build();

    // When
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(answer.body()).contains("25 MiB");
  }

  @Test
  void without_a_secret_the_answer_says_how_to_configure_one() {
    // Given
    GithubWebhook webhook = new GithubWebhook(settings(Optional.empty(), Optional.empty()), sender);
    GithubWebhook unreadable =
        new GithubWebhook(settings(Optional.empty(), Optional.of(Path.of("/nowhere"))), sender);

    // When
    ProblemException none = refusal(webhook);
    ProblemException noFile = refusal(unreadable);

    // Then
    assertThat(none.problem().status()).isEqualTo(503);
    assertThat(none.problem().detail()).contains("Set tako.webhook.secret");
    assertThat(noFile.problem().status()).isEqualTo(503);
    assertThat(noFile.problem().detail()).contains("tako.webhook.secret-file");
  }

  private static ProblemException refusal(GithubWebhook webhook) {
    return catchThrowableOfType(
        ProblemException.class,
        () -> webhook.deliver("{}".getBytes(StandardCharsets.UTF_8), "sha256=", "d", "push", null));
  }

  private static WebhookSettings settings(Optional<String> secret, Optional<Path> file) {
    return new WebhookSettings() {
      @Override
      public Optional<String> secret() {
        return secret;
      }

      @Override
      public Optional<Path> secretFile() {
        return file;
      }
    };
  }

  private List<Received<Trigger>> triggers(String repo) {
    return new TopicReader(clients).read(Topics.TRIGGERS, repo);
  }

  private static String push(String repo) {
    return "{\"ref\": \"refs/heads/main\", \"after\": \"%s\", \"repository\": {\"full_name\": \"%s\"}}"
        .formatted(AFTER, repo);
  }

  private static ValidatableResponse deliver(String body, String event, String delivery) {
    return request(body, event, delivery)
        .header("X-Hub-Signature-256", signature(body))
        .post("/webhooks/github")
        .then();
  }

  private static RequestSpecification request(String body, String event, String delivery) {
    return given()
        .contentType("application/json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Delivery", delivery);
  }

  private static String signature(String body) {
    return new WebhookSignature(Surroundings.SECRET).sign(body.getBytes(StandardCharsets.UTF_8));
  }
}
