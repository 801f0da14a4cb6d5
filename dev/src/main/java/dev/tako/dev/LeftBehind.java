package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Processes that still work on a folder, as the process id files in it say.
final class LeftBehind {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private LeftBehind() {}

  /// Ends all of them.
  static void endAll(Path folder) {
    for (Path file : pidFiles(folder)) {
      if (file.endsWith("postmaster.pid")) {
        new PostmasterFile(file).owner().ifPresent(EmbeddedPostgres::stop);
      } else {
        new PidFile(file).read().ifPresent(process -> process.stop(GRACE));
      }
    }
  }

  private static List<Path> pidFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files =
        Files.find(folder, 3, (file, _) -> file.toString().endsWith(".pid"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
