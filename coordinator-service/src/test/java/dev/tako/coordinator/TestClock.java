package dev.tako.coordinator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The clock of schedules in tests: the system's until it is set, then it stands still.
@Alternative
@Priority(1)
@ApplicationScoped
class TestClock implements InstantSource {
  private volatile @Nullable Instant set;

  @Override
  public Instant instant() {
    Instant now = set;
    return now == null ? Instant.now() : now;
  }

  void set(String instant) {
    set = Instant.parse(instant);
  }

  void reset() {
    set = null;
  }
}
