package dev.tako.coordinator.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where the graph service is.
@ConfigMapping(prefix = "tako.graph")
interface GraphSettings {
  /// Without a path, for example `http://127.0.0.1:8081`.
  URI url();

  @WithDefault("PT2S")
  Duration connectTimeout();

  /// How long a plan may take.
  @WithDefault("PT30S")
  Duration timeout();
}
