package dev.tako.runner.process;

import dev.tako.contract.Json;
import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Everything one command started: its session, and whatever carries its token in the environment,
/// wherever that went.
///
/// @param token the value of `TAKO_STEP_TOKEN`
/// @param leader the first process, which leads the session; 0 while it is not known
/// @param startTicks when the leader was started at the earliest
record ProcessGroup(String token, long leader, long startTicks) {
  static final String TOKEN_VARIABLE = "TAKO_STEP_TOKEN";

  private static final Duration BREATH = Duration.ofMillis(10);
  private static final int MAX_ROUNDS = 500;

  /// The group the directory has on record: what was running when its runner ended.
  static Optional<ProcessGroup> read(ExecutionDirectory directory) throws IOException {
    try {
      return Optional.of(Json.read(Files.readAllBytes(directory.process()), ProcessGroup.class));
    } catch (NoSuchFileException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  void write(ExecutionDirectory directory) throws IOException {
    Files.write(directory.process(), Json.bytes(this));
  }

  /// What of it runs, by pid.
  Map<Long, String> members() {
    Map<Long, String> members = new HashMap<>();
    if (ProcFs.isAvailable()) {
      for (ProcFs.Entry entry : ProcFs.all()) {
        if (entry.isRunning() && entry.startTicks() >= startTicks && isMember(entry)) {
          members.put(entry.pid(), describe(ProcFs.command(entry.pid()), entry.pid()));
        }
      }
    } else if (leader != 0) {
      descendants()
          .forEach(
              p -> members.put(p.pid(), describe(p.info().command().orElse("process"), p.pid())));
    }
    return members;
  }

  /// Asks all of it to end.
  void terminate() {
    signal("TERM");
    members().keySet().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
  }

  /// Ends all of it and returns when nothing is left; what forks while it is killed is caught in
  /// the next round.
  void kill() {
    signal("KILL");
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Map<Long, String> members = members();
      if (members.isEmpty()) {
        return;
      }
      members
          .keySet()
          .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  /// What still runs after those that are just ending have had a moment.
  List<String> leftAfter(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Map<Long, String> members = members();
    while (!members.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(BREATH.toNanos());
      members = members();
    }
    return members.values().stream().sorted().toList();
  }

  private boolean isMember(ProcFs.Entry entry) {
    boolean inSession = leader != 0 && (entry.session() == leader || entry.group() == leader);
    return inSession || ProcFs.hasVariable(entry.pid(), TOKEN_VARIABLE + "=" + token);
  }

  /// A signal to the whole group reaches also what is being forked; Java can only signal one
  /// process.
  private void signal(String name) {
    if (leader == 0 || !Shell.hasSessions()) {
      descendants()
          .forEach(name.equals("KILL") ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
      return;
    }
    Optional<ProcFs.Entry> now = ProcFs.of(leader);
    if (now.isPresent() && now.get().session() != leader) {
      return; // the pid is somebody else's by now
    }
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + leader)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // The processes are signalled one by one after this.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<ProcessHandle> descendants() {
    return ProcessHandle.of(leader)
        .map(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .orElse(Stream.empty());
  }

  private static String describe(String command, long pid) {
    return (command.isEmpty() ? "process" : command) + " (pid " + pid + ")";
  }
}
