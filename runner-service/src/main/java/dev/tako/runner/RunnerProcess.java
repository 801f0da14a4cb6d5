package dev.tako.runner;

import dev.tako.contract.kafka.Clients;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/// Starts the runner with its process, ends it with it, and tells whether it takes jobs.
@ApplicationScoped
@Readiness
class RunnerProcess implements HealthCheck {
  private final RunnerConfig config;
  private final String bootstrapServers;
  private final String instance;
  private volatile @Nullable Runner runner;

  RunnerProcess(
      RunnerConfig config,
      @ConfigProperty(name = "tako.kafka.bootstrap-servers") String bootstrapServers,
      @ConfigProperty(name = "tako.instance") String instance) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
  }

  /// The topics may be missing for a while; the rest of the process must not wait for them.
  void started(@Observes StartupEvent event) throws IOException {
    String incarnation = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Runner created =
        new Runner(
            instance + "/" + incarnation,
            config,
            new Clients(bootstrapServers, instance),
            InstantSource.system());
    runner = created;
    Thread.ofPlatform()
        .name("tako-start")
        .start(() -> {
          try {
            created.start();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void stopping(@Observes ShutdownEvent event) throws IOException {
    Runner running = runner;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public HealthCheckResponse call() {
    Runner running = runner;
    return HealthCheckResponse.named("runner")
        .withData("runner", running == null ? instance : running.name())
        .status(running != null && running.isAlive())
        .build();
  }
}
