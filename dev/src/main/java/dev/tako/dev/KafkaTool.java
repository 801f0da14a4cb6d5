package dev.tako.dev;

import dev.tako.contract.Topics;
import java.nio.file.Path;

/// Commands for the official Kafka tools, which lie among the broker's libraries.
final class KafkaTool {
  private KafkaTool() {}

  /// Prints every record of a topic, with key and CloudEvents headers.
  static String consoleConsumer(Path broker, String bootstrapServers, String topic) {
    return java(broker)
        + "org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server "
        + bootstrapServers
        + " --topic "
        + topic
        + " --from-beginning --timeout-ms 5000"
        + " --formatter-property print.key=true --formatter-property print.headers=true";
  }

  /// Shows how far the runners are with their queue.
  static String shareGroups(Path broker, String bootstrapServers) {
    return java(broker)
        + "org.apache.kafka.tools.consumer.group.ShareGroupCommand --bootstrap-server "
        + bootstrapServers
        + " --describe --group "
        + Topics.RUNNERS_GROUP;
  }

  private static String java(Path broker) {
    Path target = broker.resolve("target");
    return "java -Dorg.slf4j.simpleLogger.defaultLogLevel=off -cp '%s/*:%s/*' "
        .formatted(target.resolve("tools"), target.resolve("lib"));
  }
}
