package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.Map;

/// An event that a step declares under `produces.events`.
///
/// @param payload templates
public record ProducedEvent(String type, String schemaVersion, Map<String, Object> payload) {

  public ProducedEvent {
    payload = Values.copy(payload);
  }
}
