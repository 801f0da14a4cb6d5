package dev.tako.coordinator.kafka;

import dev.tako.contract.kafka.Clients;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/// Kafka's own id of each topic: a topic that was deleted and made again has another one, and its
/// offsets mean something else.
@ApplicationScoped
public class TopicIds {
  private final Clients clients;
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  TopicIds(Clients clients) {
    this.clients = clients;
  }

  public String of(String topic) {
    return ids.computeIfAbsent(topic, this::ask);
  }

  private String ask(String topic) {
    try (Admin admin = clients.admin()) {
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      if (description == null) {
        throw new IllegalStateException("Expected topic " + topic + " to exist, but it does not.");
      }
      return description.topicId().toString();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Could not describe topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while describing topic " + topic, e);
    }
  }
}
