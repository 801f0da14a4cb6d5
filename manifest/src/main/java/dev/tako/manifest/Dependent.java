package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A forward edge: a repository that depends on this one.
///
/// @param workflows the workflow names that travel along the edge; empty means all
/// @param inputs templates for the inputs of the dependent's workflow; null means the same inputs
public record Dependent(
    RepositoryRef repo,
    List<String> artifacts,
    List<String> workflows,
    @Nullable Map<String, Object> inputs,
    Position at) {

  public Dependent {
    artifacts = List.copyOf(artifacts);
    workflows = List.copyOf(workflows);
    inputs = inputs == null ? null : Values.copy(inputs);
  }

  /// Whether `workflow` travels along this edge.
  public boolean carries(String workflow) {
    return workflows.isEmpty() || workflows.contains(workflow);
  }
}
