package dev.tako.testkit;

import dev.tako.dev.EmbeddedKafka;
import dev.tako.dev.EmbeddedPostgres;
import dev.tako.dev.ScratchFolder;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One Kafka broker and one PostgreSQL server for all tests of this JVM, each started when a test
/// first asks for it and stopped when the JVM ends.
///
/// Tests that kill or restart a server start their own instead.
public final class SharedInfrastructure {
  private static @Nullable EmbeddedKafka kafka;
  private static @Nullable EmbeddedPostgres postgres;

  private SharedInfrastructure() {}

  /// The broker, with Tako's topics.
  public static synchronized EmbeddedKafka kafka() {
    EmbeddedKafka running = kafka;
    if (running == null) {
      running = ScratchFolder.closeAtExit(EmbeddedKafka.start(folder("kafka"))).withTopics();
      kafka = running;
    }
    return running;
  }

  public static synchronized EmbeddedPostgres postgres() {
    EmbeddedPostgres running = postgres;
    if (running == null) {
      running = ScratchFolder.closeAtExit(EmbeddedPostgres.start(folder("postgres")));
      postgres = running;
    }
    return running;
  }

  /// The URL of a database no other test has; its user stands in it.
  public static String freshDatabase() {
    return postgres().database("test_" + UUID.randomUUID().toString().replace('-', '_'));
  }

  private static Path folder(String name) {
    return ScratchFolder.ofThisProcess().resolve(name);
  }
}
