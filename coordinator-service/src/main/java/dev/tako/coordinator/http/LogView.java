package dev.tako.coordinator.http;

import dev.tako.contract.LogChunk;
import java.time.Instant;
import java.util.List;

/// Some output of a step.
record LogView(
    String executionId, String stepId, int epoch, int sequence, String text, Instant at) {

  /// Chunks in the order they were printed.
  record Page(List<LogView> chunks) {}

  static LogView of(LogChunk chunk) {
    return new LogView(
        chunk.executionId().value(),
        chunk.stepId(),
        chunk.epoch(),
        chunk.sequence(),
        chunk.text(),
        chunk.at());
  }
}
