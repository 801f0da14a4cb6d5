package dev.tako.graph.graph;

import java.util.List;

/// A way that leads back to where it began; no plan can hold it.
///
/// @param workflows those that travel around it, or react in it
/// @param passages each leads on to the next, the last to the first
public record Cycle(Kind kind, List<String> workflows, List<Passage> passages) {
  public static final String DETECTED = "circular dependency detected: ";

  /// What it leads along.
  public enum Kind {
    /// A workflow that travels from dependent to dependent.
    dependents,
    /// Workflow, event, workflow.
    events
  }

  public Cycle {
    workflows = List.copyOf(workflows);
    passages = List.copyOf(passages);
  }

  public String message() {
    return message(passages.stream().map(this::label).toList());
  }

  private String label(Passage passage) {
    IndexedManifest from = passage.from();
    return kind == Kind.events ? from.name() + " " + passage.fromWorkflow() : from.name();
  }

  public static String message(List<String> nodes) {
    return DETECTED + "%s -> %s".formatted(String.join(" -> ", nodes), nodes.getFirst());
  }
}
