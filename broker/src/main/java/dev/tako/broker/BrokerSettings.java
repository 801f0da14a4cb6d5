package dev.tako.broker;

import java.nio.file.Path;
import java.util.Properties;

/// What a single embedded broker needs to be told: small, quick to start, quick to come back.
///
/// Records are written to the page cache and flushed by the operating system, as Kafka does
/// everywhere: they survive `kill -9` of the broker, not a power cut. A cluster gets its durability
/// from replication.
final class BrokerSettings {
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER = "CONTROLLER";
  static final int NODE_ID = 1;

  /// Any valid id does, as long as it stays the same for a data directory.
  static final String CLUSTER_ID = "tako-embedded-broker00";

  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  private BrokerSettings() {}

  static Properties of(Path dataDirectory, int port, int controllerPort) {
    Properties settings = new Properties();
    listeners(settings, port, controllerPort);
    storage(settings, dataDirectory);
    groups(settings);
    return settings;
  }

  private static void listeners(Properties settings, int port, int controllerPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d".formatted(HOST, port, CONTROLLER, HOST, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    // After a kill -9 the old registration has to run out before the broker may come back.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "1000");
  }

  private static void storage(Properties settings, Path dataDirectory) {
    settings.put("log.dirs", dataDirectory.toAbsolutePath().toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "4");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    settings.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("num.recovery.threads.per.data.dir", "2");
  }

  private static void groups(Properties settings) {
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.share.record.lock.duration.ms", "30000");
    // A runner that joins gets its share of the queue at the next heartbeat: 1 s instead of 5.
    settings.put("group.share.heartbeat.interval.ms", "1000");
    settings.put("group.share.min.heartbeat.interval.ms", "1000");
    settings.put("group.share.delivery.count.limit", "10");
  }
}
