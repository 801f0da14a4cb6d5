package dev.tako.coordinator.kafka;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunCommand.RefuseRun;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.TopicReader;
import dev.tako.manifest.RepositoryRef;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TriggerConsumerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String COMMIT = "1a2b3c4d".repeat(5);
  private static final RepositoryRef CORE = RepositoryRef.parse("acme/core:main");

  @Inject Clients clients;
  @Inject Sender sender;

  @Test
  void a_push_that_workflows_listen_to_starts_them_at_its_commit() {
    // Given
    String delivery = delivery();

    // When
    say(
        new ManifestIndexed(
            CORE, COMMIT, pushed(delivery), List.of("release"), null, Instant.now()));

    // Then
    ValidatableResponse trigger = decided(delivery);
    trigger
        .body("repo", equalTo("acme/core"))
        .body("ref", equalTo("refs/heads/main"))
        .body("commit", equalTo(COMMIT))
        .body("outcome", equalTo("started"))
        .body("reason", nullValue())
        .body("problems", empty())
        .body("runs", hasSize(1));
    String run = trigger.extract().path("runs[0]");
    StartRun start = (StartRun) commands(run).getFirst().message();
    assertThat(start.repo()).isEqualTo(CORE);
    assertThat(start.workflow()).isEqualTo("release");
    assertThat(start.inputs()).isEmpty();
    assertThat(start.requestedBy()).isEqualTo("push acme/core@1a2b3c4");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            given()
                .get("/api/v1/runs/" + run)
                .then()
                .statusCode(200)
                .body("status", equalTo("running")));
  }

  @Test
  void a_delivery_that_comes_twice_is_one_run() {
    // Given
    String delivery = delivery();
    say(
        new ManifestIndexed(
            CORE, COMMIT, pushed(delivery), List.of("release"), null, Instant.now()));
    String run = decided(delivery).extract().path("runs[0]");
    Pushed again =
        new Pushed(
            delivery,
            RepositoryRef.parse("acme/core"),
            "refs/heads/main",
            COMMIT,
            List.of(),
            Instant.now().plusSeconds(3600));
    String last = delivery();

    // When
    say(new ManifestIndexed(CORE, COMMIT, again, List.of("release"), null, Instant.now()));
    say(new TriggerIgnored(CORE, pushed(last), "a mark behind it", null));

    // Then
    decided(last);
    decided(delivery).body("runs", contains(run)).body("outcome", equalTo("started"));
    assertThat(commands(run).stream().map(Received::id).distinct()).hasSize(1);
  }

  @Test
  void a_push_nobody_listens_to_a_broken_manifest_and_a_stranger_are_recorded_with_their_reasons() {
    // Given
    String nothing = delivery();
    String rejected = delivery();
    String ignored = delivery();
    ManifestProblem problem =
        new ManifestProblem(
            "acme/core:main", "tako.yml", 3, 7, "workflows", "not a mapping", "indent", null);

    // When
    say(new ManifestIndexed(CORE, COMMIT, pushed(nothing), List.of(), null, Instant.now()));
    say(
        new ManifestRejected(
            CORE, COMMIT, pushed(rejected), "tako.yml has 1 error", List.of(problem), null));
    say(new TriggerIgnored(CORE, pushed(ignored), "acme/core is not registered\0", null));

    // Then
    decided(nothing).body("outcome", equalTo("nothing")).body("runs", empty());
    decided(rejected)
        .body("outcome", equalTo("rejected"))
        .body("reason", equalTo("tako.yml has 1 error"))
        .body("problems[0].line", equalTo(3));
    decided(ignored)
        .body("outcome", equalTo("ignored"))
        .body("reason", containsString("not registered"));
    given()
        .get("/api/v1/triggers?limit=500")
        .then()
        .statusCode(200)
        .body("triggers.deliveryId", hasItem(nothing))
        .body("triggers.deliveryId", hasItem(ignored));
  }

  @Test
  void a_run_that_planning_refuses_is_recorded_as_a_failed_run() {
    // Given
    String delivery = delivery();

    // When
    say(
        new ManifestIndexed(
            CORE, COMMIT, pushed(delivery), List.of("refused"), null, Instant.now()));

    // Then
    ValidatableResponse trigger = decided(delivery);
    trigger
        .body("outcome", equalTo("refused"))
        .body("reason", containsString("circular dependency"))
        .body("problems", hasSize(1));
    String run = trigger.extract().path("runs[0]");
    assertThat(commands(run).getFirst().message()).isInstanceOf(RefuseRun.class);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            given()
                .get("/api/v1/runs/" + run)
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("problems[0].line", equalTo(4)));
  }

  @Test
  void a_refused_delivery_that_comes_again_stays_refused() {
    // Given
    String delivery = delivery();
    ManifestIndexed message =
        new ManifestIndexed(
            CORE, COMMIT, pushed(delivery), List.of("refused"), null, Instant.now());
    say(message);
    String run = decided(delivery).extract().path("runs[0]");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> given().get("/api/v1/runs/" + run).then().body("status", equalTo("failed")));
    String last = delivery();

    // When
    say(message);
    say(new TriggerIgnored(CORE, pushed(last), "a mark behind it", null));

    // Then
    decided(last);
    decided(delivery).body("outcome", equalTo("refused")).body("runs", contains(run));
    assertThat(commands(run)).hasSize(1);
  }

  @Test
  void a_trigger_waits_until_the_graph_service_is_back() {
    // Given
    String delivery = delivery();

    // When
    say(new ManifestIndexed(CORE, COMMIT, pushed(delivery), List.of("flaky"), null, Instant.now()));

    // Then
    decided(delivery).body("outcome", equalTo("started")).body("runs", hasSize(1));
  }

  private void say(ManifestMessage message) {
    sender.send(
        Codec.envelope(
            Topics.MANIFESTS,
            message.repo().fullName(),
            UUID.randomUUID().toString(),
            "/graph",
            Instant.now(),
            null,
            message));
  }

  private static ValidatableResponse decided(String delivery) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> given().get("/api/v1/triggers/" + delivery).then().statusCode(200));
    return given().get("/api/v1/triggers/" + delivery).then();
  }

  private List<Received<RunCommand>> commands(String run) {
    return new TopicReader(clients).read(Topics.RUN_COMMANDS, run);
  }

  private static String delivery() {
    return "github:" + UUID.randomUUID();
  }

  private static Pushed pushed(String delivery) {
    return new Pushed(
        delivery,
        RepositoryRef.parse("acme/core"),
        "refs/heads/main",
        COMMIT,
        List.of("pom.xml"),
        Instant.now());
  }
}
