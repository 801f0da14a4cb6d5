package dev.tako.coordinator;

import dev.tako.testkit.SharedInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a coordinator needs around it: a real broker, a database of its own, and the graph
/// service's wire contract.
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  public static final String SECRET = "the secret of the tests";

  private @Nullable GraphStub graph;

  @Override
  public Map<String, String> start() {
    try {
      GraphStub stub = GraphStub.start();
      graph = stub;
      return Map.of(
          "quarkus.http.test-port", "0",
          "quarkus.datasource.jdbc.url", SharedInfrastructure.freshDatabase(),
          "tako.kafka.bootstrap-servers", SharedInfrastructure.kafka().bootstrapServers(),
          "tako.graph.url", stub.url(),
          "tako.webhook.secret", SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (graph != null) {
      graph.close();
    }
  }
}
