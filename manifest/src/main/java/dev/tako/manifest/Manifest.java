package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;

/// A repository's `tako.yml` at one commit.
///
/// @param artifacts by name; `default` is always among them
/// @param workflows by name, in the order of the file
/// @param notSupportedYet every use of a key that the language knows and this version cannot carry
///   out
public record Manifest(
    Metadata metadata,
    Map<String, Artifact> artifacts,
    List<Dependent> dependents,
    List<Subscription> subscriptions,
    Map<String, Workflow> workflows,
    List<Problem> notSupportedYet) {

  public Manifest {
    artifacts = Values.copy(artifacts);
    dependents = List.copyOf(dependents);
    subscriptions = List.copyOf(subscriptions);
    workflows = Values.copy(workflows);
    notSupportedYet = List.copyOf(notSupportedYet);
  }
}
