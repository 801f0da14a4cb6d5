package dev.tako.coordinator.kafka;

/// A thread that has to run for the service to do its work.
public interface Loop {
  /// What it does, for people: `triggers`, `logs`.
  String name();

  /// False once it has ended, whatever the cause; only a restart helps then.
  boolean isAlive();
}
