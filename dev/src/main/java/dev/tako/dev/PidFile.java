package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A file that says which process works on a folder: its id, and when it started.
final class PidFile {
  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessId process) {
    try {
      Files.writeString(file, process.pid() + "\n" + process.startedAt() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The process, if it still runs.
  Optional<ProcessId> read() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.size() < 2
          ? Optional.empty()
          : Optional.of(new ProcessId(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1))))
              .filter(ProcessId::isAlive);
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
