package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A process in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it, with
/// its output in a log file and its id in a file beside that.
final class ChildProcess {
  private static final long POLL_MILLIS = 25;

  private static final Duration LEFT_BEHIND_GRACE = Duration.ofSeconds(10);

  private final String name;
  private final ProcessId id;
  private final Path log;
  private final long logStart;

  private ChildProcess(String name, ProcessId id, Path log, long logStart) {
    this.name = name;
    this.id = id;
    this.log = log;
    this.logStart = logStart;
  }

  /// Starts a process; one that was left behind with the same log is ended first.
  ///
  /// @param environment added to this process's own
  /// @param log appended to
  static ChildProcess launch(
      String name, List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      PidFile pidFile = new PidFile(pidFile(log));
      pidFile.read().ifPresent(left -> left.stop(LEFT_BEHIND_GRACE));
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      ProcessBuilder builder = new ProcessBuilder(inOwnSession(command));
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      ProcessId id = ProcessId.of(builder.start().toHandle());
      pidFile.write(id);
      return new ChildProcess(name, id, log, logStart);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + name + ": " + command.getFirst(), e);
    }
  }

  /// One that an earlier command started.
  static ChildProcess adopt(String name, ProcessId id, Path log) {
    return new ChildProcess(name, id, log, 0);
  }

  private static Path pidFile(Path log) {
    return log.resolveSibling(log.getFileName().toString().replaceFirst("\\.log$", "") + ".pid");
  }

  private static List<String> inOwnSession(List<String> command) {
    List<String> all = new ArrayList<>(Programs.find("setsid").map(List::of).orElse(List.of()));
    all.addAll(command);
    return all;
  }

  ProcessId id() {
    return id;
  }

  /// Waits for a line in the log that this process wrote.
  void awaitLine(Predicate<String> expected, Duration limit) {
    await(() -> output().lines().anyMatch(expected), limit);
  }

  /// Waits until `ready`.
  ///
  /// @throws IllegalStateException with the end of the log, if the process dies or takes too long
  void await(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!id.isAlive()) {
        throw new IllegalStateException(name + " ended while it started. " + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Expected %s to be ready within %d s, but it is not. %s"
                .formatted(name, limit.toSeconds(), tail()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      // A process that starts offers no event to wait for; its port or health is asked again.
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a process to be ready", e);
    }
  }

  private String output() {
    try (var in = Files.newInputStream(log)) {
      in.skipNBytes(logStart);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    return tail(log, output());
  }

  /// The end of a log file, for an error message.
  static String tail(Path log) {
    try {
      return tail(log, Files.readString(log));
    } catch (IOException e) {
      return "Its log " + log + " cannot be read: " + e.getMessage();
    }
  }

  private static String tail(Path log, String output) {
    List<String> lines = output.lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - 20), lines.size());
    return "The end of " + log + ":\n  " + String.join("\n  ", last);
  }
}
