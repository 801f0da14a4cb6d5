package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `postmaster.pid`, in which a PostgreSQL server says that a data directory is its own: process
/// id, directory, start time in epoch seconds, port.
final class PostmasterFile {
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final Path file;

  PostmasterFile(Path file) {
    this.file = file;
  }

  static PostmasterFile of(Path data) {
    return new PostmasterFile(data.resolve("postmaster.pid"));
  }

  /// The server that has the directory now.
  Optional<ProcessId> owner() {
    List<String> lines = lines();
    if (lines.size() < 3) {
      return Optional.empty();
    }
    Instant startedAt = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .map(ProcessId::of)
        .filter(ProcessId::isAlive)
        .filter(id -> Duration.between(id.startedAt(), startedAt).abs().compareTo(TOLERANCE) < 0);
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server that was killed leaves its file; if its process id belongs to somebody else by now,
  /// the next server would take that for a running one and refuse to start.
  void deleteIfStale() throws IOException {
    if (owner().isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}
