package dev.tako.coordinator.http;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// What the coordinator shares with the Git hosts.
@ConfigMapping(prefix = "tako.webhook")
interface WebhookSettings {
  Optional<String> secret();

  /// Read for each webhook, so that it can be exchanged; space around the secret does not count.
  Optional<Path> secretFile();
}
