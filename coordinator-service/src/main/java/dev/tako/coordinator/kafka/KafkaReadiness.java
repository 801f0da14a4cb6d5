package dev.tako.coordinator.kafka;

import dev.tako.contract.kafka.Clients;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while no broker answers.
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Admin admin;

  KafkaReadiness(Clients clients) {
    this.admin = clients.admin();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("Kafka");
    try {
      int nodes =
          admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).size();
      return response.status(nodes > 0).withData("brokers", nodes).build();
    } catch (ExecutionException | TimeoutException e) {
      return response.down().withData("reason", String.valueOf(e)).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return response.down().withData("reason", "interrupted").build();
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
