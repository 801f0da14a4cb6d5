package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.SchemaRange;
import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A backward edge: when that artifact emits one of these events, run my workflow with these
/// inputs.
///
/// @param schemaVersion the schema versions that are understood; null means any
/// @param filters all must be true of the event
/// @param inputs templates over `event`
public record Subscription(
    ArtifactRef artifact,
    List<String> events,
    @Nullable SchemaRange schemaVersion,
    List<Expression> filters,
    String workflow,
    Map<String, Object> inputs,
    Position at) {

  public Subscription {
    events = List.copyOf(events);
    filters = List.copyOf(filters);
    inputs = Values.copy(inputs);
  }
}
