package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;

/// What a step puts out when it succeeds.
///
/// @param artifact the artifact its events are about
public record Produces(
    String artifact, Map<String, OutputSource> outputs, List<ProducedEvent> events) {

  public Produces {
    outputs = Values.copy(outputs);
    events = List.copyOf(events);
  }
}
