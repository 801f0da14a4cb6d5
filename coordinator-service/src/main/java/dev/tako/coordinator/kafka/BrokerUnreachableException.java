package dev.tako.coordinator.kafka;

/// No broker took a message in time; it may or may not arrive later.
public final class BrokerUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokerUnreachableException(String topic, Throwable cause) {
    super(
        "Expected Kafka to take a message for %s, but it did not (%s). Check that the brokers of tako.kafka.bootstrap-servers run, and try again."
            .formatted(topic, cause.getMessage()),
        cause);
  }
}
