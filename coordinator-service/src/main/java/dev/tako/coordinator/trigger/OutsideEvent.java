package dev.tako.coordinator.trigger;

import dev.tako.contract.EventPlan;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event that no step of a run emitted: it comes from outside, as a CloudEvent, and becomes a
/// run of its own.
///
/// @param source with `id` names it: the same two are the same event, however often it comes
/// @param time when it happened, as its sender says; else when it came
/// @param only the only one that may react to it; null: whoever subscribes
public record OutsideEvent(
    String source,
    String id,
    ArtifactRef artifact,
    String type,
    String schemaVersion,
    Map<String, Object> payload,
    Instant time,
    EventPlan.@Nullable Only only) {

  /// The run it asks for: the artifact's repository on no branch, with a workflow named as the
  /// event.
  public RunRequest request(Instant at) {
    DeliveryKey key = DeliveryKey.ofEvent(source, id);
    return new RunRequest(
        key,
        key.runId(at),
        new RepositoryRef(artifact.owner(), artifact.repo(), null),
        type,
        null,
        Map.of(),
        this,
        "event %s#%s".formatted(source, id),
        at);
  }

  /// What to ask the graph service: the values stay out of it, and so out of the plan.
  public EventPlan.Request planRequest() {
    return new EventPlan.Request(
        artifact.toString(), type, schemaVersion, List.copyOf(payload.keySet()), only);
  }

  /// The event as templates and filters see it.
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("schema_version", schemaVersion);
    fields.put("payload", payload);
    fields.put("source", source);
    fields.put("artifact", artifact.toString());
    fields.put("id", id);
    fields.put("time", time.toString());
    return fields;
  }
}
