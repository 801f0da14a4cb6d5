package dev.tako.graph.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive while triggers are read; a loop that ended does not come back by itself.
@Liveness
@ApplicationScoped
class TriggerLoop implements HealthCheck {
  private final TriggerConsumer consumer;

  TriggerLoop(TriggerConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("triggers").status(consumer.isAlive()).build();
  }
}
