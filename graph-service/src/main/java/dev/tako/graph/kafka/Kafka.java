package dev.tako.graph.kafka;

import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/// The process's Kafka clients; one producer serves all.
@ApplicationScoped
class Kafka {
  @Produces
  @Singleton
  Clients clients(KafkaSettings settings) {
    return new Clients(settings.kafka().bootstrapServers(), settings.instance());
  }

  @Produces
  @Singleton
  Producer<String, byte[]> producer(Clients clients) {
    return clients.producer();
  }

  void close(@Disposes Producer<String, byte[]> producer) {
    producer.close(Duration.ofSeconds(5));
  }

  @Produces
  @Singleton
  DeadLetters deadLetters(Producer<String, byte[]> producer) {
    return new DeadLetters(producer, "graph");
  }
}
