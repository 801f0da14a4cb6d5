package dev.tako.coordinator.kafka;

import dev.tako.coordinator.http.GraphUnreachableException;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Whose fault it is that a message could not be handled.
final class Faults {
  private Faults() {}

  /// True when the same message would fail again however often it came: it is set aside, and its
  /// partition moves on. False when somebody we depend on was away: the batch is tried again.
  static boolean isOfTheMessage(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case RecordTooLargeException _ -> {
          return true;
        }
        case SQLException e -> {
          return isOfTheData(e.getSQLState());
        }
        case BrokerUnreachableException _, GraphUnreachableException _, KafkaException _ -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  /// SQL states of class 22, data exception, and 23, constraint violation.
  private static boolean isOfTheData(@Nullable String state) {
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
