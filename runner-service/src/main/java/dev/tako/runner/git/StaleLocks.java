package dev.tako.runner.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The lock files that a killed process leaves in a mirror. JGit waits for them and then leaves the
/// ref as it was, without an error.
final class StaleLocks {
  private StaleLocks() {}

  /// Removes every `*.lock` in a mirror that nobody in this process has used yet; mirrors belong to
  /// one process.
  static void remove(Path mirror) throws IOException {
    if (!Files.isDirectory(mirror)) {
      return;
    }
    List<Path> locks;
    try (Stream<Path> files = Files.walk(mirror)) {
      locks = files.filter(file -> file.getFileName().toString().endsWith(".lock")).toList();
    }
    for (Path lock : locks) {
      if (Files.isRegularFile(lock)) {
        Files.deleteIfExists(lock);
      }
    }
  }
}
