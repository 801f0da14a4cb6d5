package dev.tako.graph;

import dev.tako.testkit.SharedInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/// A real broker, a real database and a folder for mirrors, under the service that is tested.
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    try {
      return Map.of(
          "tako.kafka.bootstrap-servers",
          SharedInfrastructure.kafka().bootstrapServers(),
          "quarkus.datasource.jdbc.url",
          SharedInfrastructure.freshDatabase(),
          "tako.graph.mirrors",
          Files.createTempDirectory("tako-mirrors").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Both are shared with other tests of this JVM and end with it.
  @Override
  public void stop() {}
}
