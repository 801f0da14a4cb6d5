package dev.tako.coordinator;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of schedules.
@ApplicationScoped
class SystemClock implements InstantSource {
  private final InstantSource system = Clock.systemUTC();

  @Override
  public Instant instant() {
    return system.instant();
  }
}
