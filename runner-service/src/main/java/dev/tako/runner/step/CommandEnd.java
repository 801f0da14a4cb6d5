package dev.tako.runner.step;

import java.time.Duration;
import java.util.List;

/// How a command came to its end.
public sealed interface CommandEnd {

  /// It ended by itself.
  record Exited(int code) implements CommandEnd {}

  /// It was ended because its time was over.
  record TimedOut(Duration timeout) implements CommandEnd {}

  /// It was ended because it printed more than `limit` bytes.
  record PrintedTooMuch(long limit) implements CommandEnd {}

  /// It ended by itself but left these processes running, which were then ended.
  record LeftProcesses(int code, List<String> processes) implements CommandEnd {
    public LeftProcesses {
      processes = List.copyOf(processes);
    }
  }

  /// It was ended because the job was stopped.
  record Stopped() implements CommandEnd {}

  /// It was not started: it asks for what cannot be had.
  record Refused(String message) implements CommandEnd {}
}
