package dev.tako.graph.graph;

import java.util.List;

/// How a cycle is told.
final class Cycles {
  private Cycles() {}

  static String message(List<String> nodes) {
    return "circular dependency detected: %s -> %s"
        .formatted(String.join(" -> ", nodes), nodes.getFirst());
  }
}
