package dev.tako.coordinator.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestTexts;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Migration 5: plans that were stored with the texts of their manifests name them by digest, and
/// name repositories by their places. In Java, because what a subscription is about stands in YAML.
///
/// One plan at a time is in memory.
public final class PlansByDigest implements JavaMigration {
  private static final Logger LOG = LoggerFactory.getLogger(PlansByDigest.class);

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("5");
  }

  @Override
  public String getDescription() {
    return "plans by digest";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    Connection connection = context.getConnection();
    List<String> hashes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("select hash from plan");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        hashes.add(row.getString(1));
      }
    }
    for (String hash : hashes) {
      rewrite(connection, hash);
    }
  }

  private static void rewrite(Connection connection, String hash) throws SQLException, IOException {
    ObjectNode plan;
    try (PreparedStatement select =
        connection.prepareStatement("select body from plan where hash = ?")) {
      select.setString(1, hash);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        plan = (ObjectNode) Json.MAPPER.readTree(row.getBytes(1));
      }
    }
    Map<String, String> texts = rewrite(plan);
    Columns manifests = new Columns("text", "text");
    texts.forEach((digest, text) -> manifests.row(digest, text));
    manifests.write(
        connection,
        """
        insert into manifest (digest, source) select a, b from unnest(?, ?) as t (a, b)
        on conflict do nothing
        """);
    try (PreparedStatement update =
        connection.prepareStatement("update plan set body = ? where hash = ?")) {
      update.setBytes(1, Json.bytes(plan));
      update.setString(2, hash);
      update.executeUpdate();
    }
  }

  /// @return the texts that were in the plan, by digest
  private static Map<String, String> rewrite(ObjectNode plan) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Integer> places = new HashMap<>();
    List<String> digests = new ArrayList<>();
    for (JsonNode repository : plan.withArray("repositories")) {
      String text = repository.path("manifest").asText();
      String digest = ManifestTexts.digestOf(text);
      texts.put(digest, text);
      places.put(repository.path("repo").asText(), digests.size());
      digests.add(digest);
      ((ObjectNode) repository).put("manifest", digest);
    }
    ArrayNode dependents = Json.MAPPER.createArrayNode();
    for (JsonNode edge : plan.withArray("dependents")) {
      dependents
          .addArray()
          .add(place(edge, "from", places))
          .add(place(edge, "to", places))
          .add(edge.path("index").asInt());
    }
    plan.set("dependents", dependents);
    subscriptions(plan, texts, digests, places);
    plan.withArray("excluded"); // the oldest plans have none
    return texts;
  }

  private static void subscriptions(
      ObjectNode plan,
      Map<String, String> texts,
      List<String> digests,
      Map<String, Integer> places) {
    Map<String, Manifest> parsed = new HashMap<>();
    Map<String, Integer> artifacts = new LinkedHashMap<>();
    ArrayNode kept = Json.MAPPER.createArrayNode();
    for (JsonNode subscription : plan.withArray("subscriptions")) {
      int subscriber = place(subscription, "subscriber", places);
      String digest = digests.get(subscriber);
      Manifest manifest =
          parsed.computeIfAbsent(
              digest,
              name -> ManifestParser.parse("tako.yml", texts.getOrDefault(name, "")).manifest());
      if (manifest == null) {
        LOG.warn(
            "A manifest of a stored plan is not valid any more; its subscription is left out: plan={} repo={}",
            plan.path("hash").asText(),
            plan.path("repositories").path(subscriber).path("repo").asText());
        continue;
      }
      int index = subscription.path("index").asInt();
      String artifact = manifest.subscriptions().get(index).artifact().toString();
      int next = artifacts.size();
      int known = artifacts.computeIfAbsent(artifact, _ -> next);
      kept.addArray().add(subscriber).add(index).add(known);
    }
    plan.set("subscriptions", kept);
    ArrayNode named = plan.putArray("artifacts");
    artifacts.keySet().forEach(named::add);
  }

  private static int place(JsonNode edge, String end, Map<String, Integer> places) {
    int place = places.getOrDefault(edge.path(end).asText(), -1);
    if (place < 0) {
      throw new IllegalStateException(
          "Expected %s of %s to be a repository of its plan, but it is not.".formatted(end, edge));
    }
    return place;
  }
}
