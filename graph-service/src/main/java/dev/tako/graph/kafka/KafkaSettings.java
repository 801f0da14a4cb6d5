package dev.tako.graph.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where Kafka is and who we are to it.
@ConfigMapping(prefix = "tako")
public interface KafkaSettings {
  KafkaAddress kafka();

  /// Names this process; unique among the graph services.
  @WithDefault("graph-1")
  String instance();

  /// The brokers.
  interface KafkaAddress {
    /// `host:port[,host:port]`
    String bootstrapServers();
  }
}
