package dev.tako.dev;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What each service is told when it starts in the embedded system.
final class ServiceSettings {
  private ServiceSettings() {}

  static Map<String, String> of(
      Component service, EmbeddedSystem system, SystemSettings settings, String graph) {
    Path data = settings.folder().toAbsolutePath().resolve(service.key());
    Map<String, String> all = new TreeMap<>();
    all.put("tako.kafka.bootstrap-servers", system.bootstrapServers());
    all.put("tako.instance", service.key() + "-1");
    switch (service) {
      case GRAPH -> {
        database(all, system);
        all.put("tako.graph.mirrors", data.resolve("mirrors").toString());
      }
      case COORDINATOR -> {
        database(all, system);
        all.put("tako.graph.url", graph);
        all.put(
            "tako.webhook.secret-file", system.webhookSecret().file().toAbsolutePath().toString());
      }
      case RUNNER -> {
        all.put("tako.runner.mirrors", data.resolve("mirrors").toString());
        all.put("tako.runner.workspaces", data.resolve("workspaces").toString());
        all.put("tako.runner.blobs", data.resolve("blobs").toString());
        all.put(
            "tako.runner.secrets",
            settings.folder().toAbsolutePath().resolve("secrets").toString());
        Map<String, String> steps = new TreeMap<>(settings.stepEnvironment());
        steps.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        steps.forEach((name, value) -> all.put("tako.runner.env.\"" + name + "\"", value));
      }
      case KAFKA, POSTGRES ->
          throw new IllegalArgumentException("Expected a service, but found " + service + ".");
    }
    return all;
  }

  private static void database(Map<String, String> settings, EmbeddedSystem system) {
    settings.put("quarkus.datasource.jdbc.url", system.jdbcUrl());
    settings.put("quarkus.datasource.username", EmbeddedPostgres.USER);
    settings.put("quarkus.datasource.password", "");
  }
}
