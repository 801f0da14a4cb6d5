package dev.tako.runner.step;

import java.util.List;
import java.util.Map;

/// How one try of a step came out.
sealed interface Attempt {

  record Succeeded(Map<String, String> outputs) implements Attempt {
    public Succeeded {
      outputs = Map.copyOf(outputs);
    }
  }

  record Failed(Failure failure) implements Attempt {}

  /// The job was told to stop.
  record Stopped(List<String> lastLines) implements Attempt {}
}
