package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.Map;

/// An event that a step will emit when it completes, however that was found out.
///
/// @param payload templates
public record EmittedEvent(
    String artifact, String type, String schemaVersion, Map<String, Object> payload) {

  public EmittedEvent {
    payload = Values.copy(payload);
  }
}
