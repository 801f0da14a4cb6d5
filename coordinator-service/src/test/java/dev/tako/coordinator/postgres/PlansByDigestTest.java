package dev.tako.coordinator.postgres;

import static dev.tako.contract.ManifestTexts.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Json;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.RepositoryRef;
import dev.tako.testkit.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlansByDigestTest {
  private static final String CORE =
      """
      version: "1"
      # „ü€𝄞“
      dependents: [{ repo: acme/lib }]
      workflows: { release: { steps: [make] } }
      """;

  /// That of two repositories.
  private static final String LISTENING =
      """
      version: "1"
      subscriptions:
        - { artifact: "acme/api:default", events: [api_published], workflow: release }
        - { artifact: "acme/core:default", events: [build_completed], workflow: release }
      workflows: { release: { steps: [make] } }
      """;

  private static final String OLD =
      """
      {"hash": "h1", "repo": "acme/core:main", "workflow": "release",
       "repositories": [
         {"repo": "acme/core:main", "url": "file:///core.git", "commit": "c0", "manifest": %s},
         {"repo": "acme/lib:main", "url": "file:///lib.git", "commit": "c1", "manifest": %s},
         {"repo": "acme/app:main", "url": "file:///app.git", "commit": "c2", "manifest": %s}],
       "dependents": [{"from": "acme/core:main", "to": "acme/lib:main", "index": 0}],
       "subscriptions": [
         {"subscriber": "acme/lib:main", "index": 1},
         {"subscriber": "acme/app:main", "index": 0},
         {"subscriber": "acme/app:main", "index": 1}],
       %s "warnings": ["deep"]}
      """;

  private static final String EXCLUDED =
      """
      "excluded": [{"subscriber": "acme/old:main", "index": 2, "workflow": "see",
        "artifact": "acme/core:default", "event": "build_completed", "schemaVersion": "^2.0.0"}],
      """;

  private String url;

  @BeforeEach
  void aDatabaseOfTheVersionBefore() {
    url = SharedInfrastructure.freshDatabase();
    migrate("3");
  }

  @Test
  void plans_stored_with_texts_name_them_by_digest_and_the_texts_are_kept_once() throws Exception {
    // Given
    store("h1", OLD.formatted(quoted(CORE), quoted(LISTENING), quoted(LISTENING), EXCLUDED));

    // When
    migrate("5");

    // Then
    assertThat(plan("h1"))
        .isEqualTo(
            new Plan(
                "h1",
                ref("core"),
                "release",
                List.of(
                    new PlannedRepository(ref("core"), "file:///core.git", "c0", digestOf(CORE)),
                    new PlannedRepository(ref("lib"), "file:///lib.git", "c1", digestOf(LISTENING)),
                    new PlannedRepository(
                        ref("app"), "file:///app.git", "c2", digestOf(LISTENING))),
                List.of(new PlannedDependent(0, 1, 0)),
                List.of("acme/core:default", "acme/api:default"),
                List.of(
                    new PlannedSubscription(1, 1, 0),
                    new PlannedSubscription(2, 0, 1),
                    new PlannedSubscription(2, 1, 0)),
                List.of(
                    new ExcludedSubscription(
                        ref("old"), 2, "see", "acme/core:default", "build_completed", "^2.0.0")),
                List.of("deep")));
    assertThat(texts()).isEqualTo(Map.of(digestOf(CORE), CORE, digestOf(LISTENING), LISTENING));
  }

  @Test
  void a_plan_of_before_there_were_excluded_subscriptions_has_none() throws Exception {
    // Given
    store("h1", OLD.formatted(quoted(CORE), quoted(LISTENING), quoted(LISTENING), ""));

    // When
    migrate("5");

    // Then
    assertThat(plan("h1").excluded()).isEmpty();
    assertThat(plan("h1").subscriptions()).hasSize(3);
  }

  @Test
  void a_manifest_that_is_not_valid_any_more_harms_only_its_own_subscriptions() throws Exception {
    // Given
    store("h1", OLD.formatted(quoted(CORE), quoted("retired: true"), quoted(LISTENING), ""));

    // When
    migrate("5");

    // Then
    assertThat(plan("h1").artifacts()).containsExactly("acme/api:default", "acme/core:default");
    assertThat(plan("h1").subscriptions())
        .containsExactly(new PlannedSubscription(2, 0, 0), new PlannedSubscription(2, 1, 1));
    assertThat(texts()).containsKey(digestOf("retired: true"));
  }

  private static RepositoryRef ref(String name) {
    return RepositoryRef.parse("acme/" + name + ":main");
  }

  private static String quoted(String text) {
    return Json.text(text);
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(url, null, null)
        .schemas("coordinator")
        .javaMigrations(new PlansByDigest())
        .target(target)
        .load()
        .migrate();
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.setSchema("coordinator");
    return connection;
  }

  private void store(String hash, String body) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into plan (hash, body) values (?, ?)")) {
      insert.setString(1, hash);
      insert.setBytes(2, body.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  private Plan plan(String hash) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement("select body from plan where hash = ?")) {
      select.setString(1, hash);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Json.read(row.getBytes(1), Plan.class);
      }
    }
  }

  private Map<String, String> texts() throws SQLException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (Connection connection = connect();
        ResultSet row =
            connection.createStatement().executeQuery("select digest, source from manifest")) {
      while (row.next()) {
        texts.put(row.getString(1), row.getString(2));
      }
    }
    return texts;
  }
}
