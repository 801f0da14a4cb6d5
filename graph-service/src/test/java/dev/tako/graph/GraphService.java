package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.graph.git.Origin;
import dev.tako.graph.postgres.GraphStore;
import dev.tako.manifest.RepositoryRef;
import dev.tako.testkit.SharedInfrastructure;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A running graph service, with what its tests ask and tell it.
abstract class GraphService {
  static final String LEAF =
      """
      version: "1"
      workflows:
        release:
          on: [exec, { push: { branches: [main], tags: ["v*"] } }]
          steps: [echo leaf]
        docs:
          on: { push: { branches: ["**"], paths: ["docs/**"] } }
          steps: [echo docs]
      """;

  @Inject DataSource database;
  @Inject GraphStore store;
  @Inject GraphKeeper keeper;

  @TempDir Path folder;

  /// Every test has an owner of its own.
  final String owner = "t" + UUID.randomUUID().toString().substring(0, 8);

  final String servers = SharedInfrastructure.kafka().bootstrapServers();
  final Producer<String, byte[]> producer = new Clients(servers, "test").producer();
  final Topic manifests = new Topic(servers, Topics.MANIFESTS.name());

  @AfterEach
  void closeClients() {
    producer.close();
    manifests.close();
  }

  static ValidatableResponse ask(String path, Object body) {
    return given().contentType(ContentType.JSON).body(body).post(path).then();
  }

  Origin origin(String name) throws Exception {
    return Origin.create(path(name));
  }

  Path path(String name) {
    return folder.resolve(owner).resolve(name + ".git");
  }

  ValidatableResponse register(String name) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("repo", owner + "/" + name, "url", path(name).toUri().toString()))
        .post("/api/v1/repositories")
        .then();
  }

  ValidatableResponse repository(String name) {
    return given().get("/api/v1/repositories/{o}/{n}", owner, name).then().statusCode(200);
  }

  ValidatableResponse plan(String name, String workflow, @Nullable String commit) {
    String pin = commit == null ? "" : ",\"commit\":\"" + commit + "\"";
    return given()
        .contentType(ContentType.JSON)
        .body("{\"repo\":\"%s/%s\",\"workflow\":\"%s\"%s}".formatted(owner, name, workflow, pin))
        .post("/api/v1/plan")
        .then();
  }

  void push(String delivery, String name, String ref, @Nullable String after, List<String> paths)
      throws Exception {
    RepositoryRef repo = RepositoryRef.parse(owner + "/" + name);
    Trigger trigger =
        new Pushed(
            owner + "-" + delivery, repo, ref, after, paths, Instant.parse("2026-11-23T10:00:00Z"));
    producer
        .send(
            Codec.encode(
                Codec.envelope(
                    Topics.TRIGGERS,
                    repo.fullName(),
                    trigger.deliveryId(),
                    "/test",
                    Instant.now(),
                    null,
                    trigger)))
        .get();
  }

  List<Received<ManifestMessage>> answers(String delivery, int count) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                manifests.messages(Topics.MANIFESTS).stream()
                    .filter(received -> received.id().startsWith(owner + "-" + delivery + "/"))
                    .toList(),
            found -> found.size() >= count);
  }

  static String workflows() {
    return "workflows:\n  release: { steps: [echo hello] }\n";
  }
}
