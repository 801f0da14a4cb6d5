package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/// A folder for the servers of one test JVM, `.tako/tests/<pid>-<start>`, removed when it ends.
///
/// A JVM that was killed cannot clean up; the next one stops the servers it left and removes its
/// folder.
public final class ScratchFolder {
  private static final Deque<AutoCloseable> OPEN = new ConcurrentLinkedDeque<>();
  private static final Path FOLDER = create(Home.find());

  private ScratchFolder() {}

  public static Path ofThisProcess() {
    return FOLDER;
  }

  /// Closes the server when this JVM ends, the last one first, before the folder is removed.
  public static <S extends AutoCloseable> S closeAtExit(S server) {
    OPEN.push(server);
    return server;
  }

  private static Path create(Home home) {
    ProcessId self = ProcessId.of(ProcessHandle.current());
    try {
      Path parent = Files.createDirectories(home.data().resolve("tests"));
      for (Path folder : list(parent)) {
        if (!ownerOf(folder).isAlive()) {
          remove(folder);
        }
      }
      Path folder =
          Files.createDirectories(
              parent.resolve(self.pid() + "-" + self.startedAt().toEpochMilli()));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endOf(folder), "scratch-folder"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(f -> f.getFileName().toString().matches("\\d+-\\d+")).toList();
    }
  }

  private static ProcessId ownerOf(Path folder) {
    String[] parts = folder.getFileName().toString().split("-");
    return new ProcessId(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
  }

  private static void remove(Path folder) throws IOException {
    LeftBehind.endAll(folder);
    FileUtils.deleteDirectory(folder.toFile());
  }

  private static void endOf(Path folder) {
    while (!OPEN.isEmpty()) {
      try {
        OPEN.pop().close();
      } catch (Exception e) {
        System.err.println("Could not stop a server of " + folder + ": " + e);
      }
    }
    try {
      remove(folder);
    } catch (IOException | UncheckedIOException e) {
      // The next test JVM removes it.
    }
  }
}
