package dev.tako.dev;

import java.nio.file.Path;
import java.util.Map;

/// How to start an embedded system.
///
/// @param folder everything it writes lies here
/// @param usualPorts whether to try the well-known ports first: coordinator 8080, graph 8081,
///   runner 8082, Kafka 9092, PostgreSQL 15432
/// @param detached whether it goes on when this process ends; otherwise at least its broker ends,
///   however this process does
/// @param stepEnvironment variables every step sees
public record SystemSettings(
    Path folder, boolean usualPorts, boolean detached, Map<String, String> stepEnvironment) {
  public SystemSettings {
    stepEnvironment = Map.copyOf(stepEnvironment);
  }

  Path log(Component component) {
    return folder.resolve("logs").resolve(component.key() + ".log");
  }

  /// For tests: free ports, ends with this process.
  public static SystemSettings forTests(Path folder) {
    return new SystemSettings(folder, false, false, Map.of());
  }

  public SystemSettings withStepEnvironment(Map<String, String> variables) {
    return new SystemSettings(folder, usualPorts, detached, variables);
  }
}
