package dev.tako.coordinator.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/// Not alive when a loop has ended: only a restart brings it back.
@Liveness
@ApplicationScoped
class ConsumersLiveness implements HealthCheck {
  private final Instance<Loop> loops;

  ConsumersLiveness(@Any Instance<Loop> loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("consumers");
    boolean alive = true;
    for (Loop loop : loops) {
      response.withData(loop.name(), loop.isAlive() ? "running" : "ended");
      alive &= loop.isAlive();
    }
    return response.status(alive).build();
  }
}
