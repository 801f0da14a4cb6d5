package dev.tako.graph.graph;

import dev.tako.contract.ManifestProblem;
import java.util.List;

/// Why the newest commit of a branch gave no manifest.
///
/// @param reason one line
/// @param problems all of them; empty when there was nothing to read
public record Rejection(String commit, String reason, List<ManifestProblem> problems) {
  public Rejection {
    problems = List.copyOf(problems);
  }

  /// Whether its manifest would close a cycle, so that a change elsewhere may make it admissible.
  public boolean closesCycle() {
    return reason.startsWith(Cycle.DETECTED);
  }
}
