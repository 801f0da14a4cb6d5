package dev.tako.coordinator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.coordinator.postgres.ManifestStore;
import dev.tako.coordinator.postgres.RunStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlanManifestsTest {
  @Inject DataSource database;
  @Inject RunStore runs;
  @Inject ManifestStore manifests;

  @Inject
  @ConfigProperty(name = "tako.graph.url")
  String graph;

  @Test
  void a_plan_whose_manifest_is_gone_when_it_is_asked_for_is_made_once_more() {
    // When
    ValidatableResponse accepted = post("acme/core", "replaced");

    // Then
    String id = accepted.statusCode(202).extract().path("id");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> given().get("/api/v1/runs/" + id).then().body("status", equalTo("running")));
    assertThat(timesAsked("e".repeat(64))).isOne();
  }

  @Test
  void a_run_whose_manifests_are_not_to_be_had_does_not_start() {
    // When
    ValidatableResponse answer = post("acme/core", "lost");

    // Then
    answer
        .statusCode(503)
        .contentType("application/problem+json")
        .body("detail", containsString("one of them " + "f".repeat(64)));
    assertThat(runs.plan("hash-of-core-lost")).isEmpty();
  }

  @Test
  void a_text_that_has_another_digest_is_refused() throws SQLException {
    // When
    ValidatableResponse answer = post("acme/core", "forged");

    // Then
    answer
        .statusCode(503)
        .body("detail", containsString("the text of digest "))
        .body("detail", containsString("found one of digest "));
    assertThat(runs.plan("hash-of-core-forged")).isEmpty();
    assertThat(count("select count(*) from manifest where source like ?", "%workflows: {}%"))
        .isZero();
  }

  @Test
  void equal_manifests_are_asked_for_and_stored_once_and_plans_hold_none() throws SQLException {
    // Given
    String workflow = "w" + UUID.randomUUID().toString().substring(0, 8);

    // When
    post("acme/core", workflow).statusCode(202);
    post("acme/twin", workflow).statusCode(202);

    // Then
    Plan one = runs.plan("hash-of-core-" + workflow).orElseThrow();
    Plan twin = runs.plan("hash-of-twin-" + workflow).orElseThrow();
    String digest = one.repositories().getFirst().manifest();
    assertThat(twin.repositories()).extracting(PlannedRepository::manifest).contains(digest);
    assertThat(timesAsked(digest)).isOne();
    assertThat(count("select count(*) from manifest where source like ?", "%" + workflow + ":%"))
        .isOne();
    assertThat(manifests.find(List.of(digest)).get(digest)).contains("run: make");
    assertThat(body(twin.hash())).doesNotContain("make");
  }

  @Test
  void plans_of_versions_before_were_rewritten_at_start() throws SQLException {
    assertThat(
            count("select count(*) from flyway_schema_history where version = ? and success", "5"))
        .isOne();
  }

  private int timesAsked(String digest) {
    return given().get(graph + "/asked").then().extract().path("'" + digest + "'");
  }

  private long count(String sql, String parameter) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, parameter);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private String body(String hash) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select body from plan where hash = ?")) {
      select.setString(1, hash);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new String(row.getBytes(1), StandardCharsets.UTF_8);
      }
    }
  }

  private static ValidatableResponse post(String repo, String workflow) {
    return given()
        .contentType("application/json")
        .body("{\"repo\": \"%s\", \"workflow\": \"%s\"}".formatted(repo, workflow))
        .post("/api/v1/runs")
        .then();
  }
}
