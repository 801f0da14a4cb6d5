package dev.tako.coordinator.postgres;

/// Somebody else has written a run since we read it: we are not the owner of its partition any
/// more, or not alone.
public final class StaleRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StaleRunException(String message) {
    super(message);
  }
}
