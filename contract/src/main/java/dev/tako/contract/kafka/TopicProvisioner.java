package dev.tako.contract.kafka;

import dev.tako.contract.Topic;
import dev.tako.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// Creates the topics that are missing, and the runners' share group's settings. Existing topics
/// are left as they are.
public final class TopicProvisioner {
  private final Admin admin;
  private final short replication;

  /// @param replication copies of each partition; 1 on a single broker
  public TopicProvisioner(Admin admin, int replication) {
    this.admin = admin;
    this.replication = (short) replication;
  }

  /// @return the names of the topics it created
  /// @throws ExecutionException if the broker refuses
  public List<String> provision() throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      if (!existing.contains(topic.name())) {
        missing.add(
            new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.of(replication))
                .configs(configOf(topic.retention())));
      }
    }
    if (!existing.contains(Topics.DEAD_LETTERS)) {
      missing.add(
          new NewTopic(Topics.DEAD_LETTERS, Optional.of(1), Optional.of(replication))
              .configs(
                  Map.of(
                      TopicConfig.RETENTION_MS_CONFIG,
                      Long.toString(Duration.ofDays(30).toMillis()),
                      TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                      MAX_MESSAGE)));
    }
    admin.createTopics(missing).all().get();
    readQueueFromTheStart();
    return missing.stream().map(NewTopic::name).toList();
  }

  /// A share group starts at the end of its topic unless told otherwise; a job sent before the
  /// first runner came must not be missed.
  private void readQueueFromTheStart() throws ExecutionException, InterruptedException {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.RUNNERS_GROUP);
    AlterConfigOp earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
  }

  private static final String MAX_MESSAGE = Integer.toString(8 * 1024 * 1024);

  private static Map<String, String> configOf(Topic.Retention retention) {
    String week = Long.toString(Duration.ofDays(7).toMillis());
    return switch (retention) {
      case WEEK ->
          Map.of(
              TopicConfig.RETENTION_MS_CONFIG, week,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MAX_MESSAGE);
      case DAY ->
          Map.of(
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(Duration.ofDays(1).toMillis()),
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              MAX_MESSAGE);
      case COMPACTED ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
              TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, week,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MAX_MESSAGE);
    };
  }
}
