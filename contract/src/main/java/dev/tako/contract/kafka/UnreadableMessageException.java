package dev.tako.contract.kafka;

/// A record that is not a message of its topic's family; it belongs on the dead-letter topic.
public final class UnreadableMessageException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableMessageException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableMessageException(String message) {
    super(message);
  }
}
