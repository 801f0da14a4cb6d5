package dev.tako.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One operating system process, told from a later one with the same number by its start time.
///
/// @param startedAt as the operating system reports it
public record ProcessId(long pid, Instant startedAt) {
  /// The reported start time is derived from the boot time and can move with the clock.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static ProcessId of(ProcessHandle handle) {
    return new ProcessId(handle.pid(), startOf(handle));
  }

  private static Instant startOf(ProcessHandle handle) {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }

  public boolean isAlive() {
    return handle().isPresent();
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(h -> Duration.between(startedAt, startOf(h)).abs().compareTo(TOLERANCE) < 0)
        .filter(_ -> !isZombie());
  }

  /// An orphan whose new parent does not collect it stays in the process table after its end.
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }

  /// SIGTERM.
  void terminate() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /// SIGTERM, a time to end, then SIGKILL.
  ///
  /// @return false if it had to be killed
  boolean stop(Duration grace) {
    terminate();
    return endWithin(grace);
  }

  /// A time to end, then SIGKILL.
  boolean endWithin(Duration grace) {
    if (await(grace)) {
      return true;
    }
    kill();
    return false;
  }

  /// SIGKILL; returns when the process is gone.
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
    await(Duration.ofSeconds(10));
  }

  /// @return whether it has ended
  private boolean await(Duration limit) {
    Optional<ProcessHandle> handle = handle();
    if (handle.isEmpty()) {
      return true;
    }
    try {
      handle.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
