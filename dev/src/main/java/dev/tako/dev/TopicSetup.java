package dev.tako.dev;

import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.TopicProvisioner;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Creates Tako's topics on a single broker.
final class TopicSetup {
  private TopicSetup() {}

  /// @return the names of the topics it created
  static List<String> provision(String bootstrapServers) {
    try (Admin admin = new Clients(bootstrapServers, "tako-provisioner").admin()) {
      return new TopicProvisioner(admin, 1).provision();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Could not create the topics on " + bootstrapServers + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topics", e);
    }
  }
}
