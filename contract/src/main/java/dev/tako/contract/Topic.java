package dev.tako.contract;

/// One topic: its name, what its records are keyed by, and the one family of messages it carries.
///
/// @param name the Kafka topic
/// @param key what the record key is
/// @param family the sealed family (or single record) of its messages
/// @param partitions how many partitions to create it with
/// @param retention how long, or as what, records are kept
public record Topic<M extends Message>(
    String name, Key key, Class<M> family, int partitions, Retention retention) {

  /// What a topic is keyed by; records of one key keep their order.
  public enum Key {
    REPOSITORY,
    RUN,
    EXECUTION,
    RUNNER
  }

  /// How long records stay.
  public enum Retention {
    /// Seven days.
    WEEK,
    /// The newest record of a key for ever, older ones at least seven days (a trigger that rides on
    /// one must not be compacted away unread).
    COMPACTED,
    /// One day.
    DAY
  }
}
