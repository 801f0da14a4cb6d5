package dev.tako.contract.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Kafka clients with the settings Tako relies on: durable idempotent sends, no lingering, quick
/// takeover.
public final class Clients {
  /// Bytes of a fetch; shared out among a topic's partitions, each of which must get some.
  private static final int ONE_BATCH = 512;

  private final String bootstrapServers;
  private final String clientId;

  /// @param clientId names this process to the broker, for example `coordinator-1`
  public Clients(String bootstrapServers, String clientId) {
    this.bootstrapServers = bootstrapServers;
    this.clientId = clientId;
  }

  /// A producer that returns from a send only when every in-sync replica has the record; linger 0,
  /// because an idle system should answer at once.
  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(durable(), new StringSerializer(), new ByteArraySerializer());
  }

  /// A producer for work that takes its time: every record is a batch of its own, because a share
  /// group hands out whole batches and a runner must not lock more jobs than it can run.
  public Producer<String, byte[]> queueProducer() {
    Map<String, Object> config = durable();
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> durable() {
    Map<String, Object> config = common();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
    return config;
  }

  /// A member of a consumer group. With an `instanceId` a restarted process gets its partitions
  /// back at once instead of after the session time-out.
  public KafkaConsumer<String, byte[]> consumer(String group, @Nullable String instanceId) {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    if (instanceId != null) {
      config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    }
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// A consumer outside any group: it assigns itself what it watches and commits nothing.
  public KafkaConsumer<String, byte[]> watcher() {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /// A member of a share group (KIP-932): the group's records are a queue, each is acknowledged by
  /// itself. A fetch of one byte brings one batch as it was produced, however many records it
  /// holds.
  public KafkaShareConsumer<String, byte[]> shareConsumer(String group) {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ONE_BATCH);
    config.put("share.acknowledgement.mode", "explicit");
    return new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  public Admin admin() {
    Properties config = new Properties();
    config.putAll(common());
    return Admin.create(config);
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return config;
  }
}
