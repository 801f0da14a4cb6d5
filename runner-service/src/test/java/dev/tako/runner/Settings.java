package dev.tako.runner;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A runner's configuration for tests: all folders under one, short times.
final class Settings {
  private Settings() {}

  static RunnerConfig in(Path folder, String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("tako.runner.mirrors", folder.resolve("mirrors").toString());
    values.put("tako.runner.workspaces", folder.resolve("workspaces").toString());
    values.put("tako.runner.blobs", folder.resolve("blobs").toString());
    values.put("tako.runner.secrets", folder.resolve("secrets").toString());
    values.put("tako.runner.grace", "300ms");
    for (int i = 0; i < more.length; i += 2) {
      values.put("tako.runner." + more[i], more[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(RunnerConfig.class)
        .withDefaultValues(values)
        .addDiscoveredConverters()
        .withConverter(Path.class, 100, Path::of)
        .build()
        .getConfigMapping(RunnerConfig.class);
  }
}
