package dev.tako.coordinator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tako.contract.Json;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.RunLifecycle.RunChanged;
import dev.tako.contract.RunLifecycle.StepChanged;
import dev.tako.contract.Status;
import dev.tako.contract.kafka.Clients;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.kafka.Sender;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RunStreamTest {
  @Inject Clients clients;
  @Inject Sender sender;

  @Test
  void a_watcher_sees_every_change_to_the_end_and_is_let_go() throws Exception {
    // Given
    String id = start();
    PlayedRunner runner = new PlayedRunner(clients, sender);
    CompletableFuture<HttpResponse<Stream<String>>> answer = watch(id);
    HttpResponse<Stream<String>> stream = answer.get(10, TimeUnit.SECONDS);

    // When
    runner.complete(runner.job(id + ".1", 1));
    runner.complete(runner.job(id + ".2", 1));
    runner.complete(runner.job(id + ".1", 2));

    // Then
    assertThat(stream.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    List<RunLifecycle> changes = changes(stream.body());
    assertThat(changes.getLast())
        .isInstanceOfSatisfying(
            RunChanged.class, run -> assertThat(run.status()).isEqualTo(Status.COMPLETED));
    assertThat(changes)
        .filteredOn(change ->
            change instanceof StepChanged step
                && step.stepId().equals("pack")
                && step.status() == Status.COMPLETED)
        .hasSize(1);
  }

  @Test
  void a_run_that_has_ended_gives_one_last_change() throws Exception {
    // Given
    String id = start();
    given().post("/api/v1/runs/" + id + "/cancel").then().statusCode(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> given().get("/api/v1/runs/" + id).then().body("status", equalTo("cancelled")));

    // When
    List<RunLifecycle> changes = changes(watch(id).get(10, TimeUnit.SECONDS).body());

    // Then
    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            RunChanged.class, run -> assertThat(run.status()).isEqualTo(Status.CANCELLED));
  }

  private static String start() {
    return given()
        .contentType("application/json")
        .body("{\"repo\": \"acme/core\", \"workflow\": \"release\"}")
        .post("/api/v1/runs")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private CompletableFuture<HttpResponse<Stream<String>>> watch(String id) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/api/v1/runs/%s/stream"
                            .formatted(RestAssured.port, id)))
                .timeout(Duration.ofSeconds(30))
                .build(),
            BodyHandlers.ofLines());
  }

  private static List<RunLifecycle> changes(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("data:"))
        .map(line -> Json.read(line.substring("data:".length()).strip(), RunLifecycle.class))
        .toList();
  }
}
