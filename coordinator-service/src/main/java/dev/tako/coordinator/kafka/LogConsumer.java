package dev.tako.coordinator.kafka;

import dev.tako.contract.LogChunk;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.BatchConsumer;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.postgres.LogChunks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores what steps print, a batch at a time; a chunk that comes again changes nothing.
@ApplicationScoped
public class LogConsumer implements BatchConsumer.Handler, Loop {
  private static final String GROUP = "tako-coordinator-logs";

  private final Clients clients;
  private final KafkaSettings settings;
  private final DeadLetters deadLetters;
  private final LogChunks chunks;
  private @Nullable BatchConsumer consumer;

  LogConsumer(Clients clients, KafkaSettings settings, DeadLetters deadLetters, LogChunks chunks) {
    this.clients = clients;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.chunks = chunks;
  }

  void start(@Observes StartupEvent event) {
    consumer =
        new BatchConsumer(
                name(),
                clients.consumer(GROUP, settings.instance()),
                List.of(Topics.LOGS),
                this,
                deadLetters)
            .start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (consumer != null) {
      consumer.close();
    }
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public boolean isAlive() {
    return consumer != null && consumer.isAlive();
  }

  @Override
  public void handle(List<Received<?>> batch) {
    try {
      chunks.add(batch.stream().map(LogConsumer::chunk).toList());
    } catch (RuntimeException e) {
      if (!Faults.isOfTheMessage(e)) {
        throw e;
      }
      // One of them cannot be stored: find it, and keep the others.
      batch.forEach(this::handleAlone);
    }
  }

  private void handleAlone(Received<?> received) {
    try {
      chunks.add(List.of(chunk(received)));
    } catch (RuntimeException e) {
      if (!Faults.isOfTheMessage(e)) {
        throw e;
      }
      deadLetters.setAside(received.record(), "Could not store the chunk: " + e.getMessage());
    }
  }

  private static LogChunk chunk(Received<?> received) {
    return (LogChunk) received.message();
  }
}
