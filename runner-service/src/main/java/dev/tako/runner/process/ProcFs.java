package dev.tako.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The processes of this machine as Linux shows them under `/proc`; nothing on other systems.
final class ProcFs {
  private static final Path PROC = Path.of("/proc");

  /// One process.
  ///
  /// @param startTicks hundredths of a second since boot; with the pid it names a process for ever
  record Entry(long pid, char state, long group, long session, long startTicks) {
    boolean isRunning() {
      return state != 'Z' && state != 'X';
    }
  }

  private ProcFs() {}

  static boolean isAvailable() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  static List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(
            PROC, path -> Character.isDigit(path.getFileName().toString().charAt(0)))) {
      for (Path folder : folders) {
        of(Long.parseLong(folder.getFileName().toString())).ifPresent(entries::add);
      }
    } catch (IOException e) {
      return List.of();
    }
    return entries;
  }

  static Optional<Entry> of(long pid) {
    // pid (command) state ppid pgrp session tty tpgid … starttime is the 22nd field; a command may
    // hold spaces and parentheses.
    String stat = read(pid, "stat");
    int afterCommand = stat.lastIndexOf(')');
    if (afterCommand < 0) {
      return Optional.empty();
    }
    String[] fields = stat.substring(afterCommand + 2).split(" ");
    return Optional.of(
        new Entry(
            pid,
            fields[0].charAt(0),
            Long.parseLong(fields[2]),
            Long.parseLong(fields[3]),
            Long.parseLong(fields[19])));
  }

  /// Whether the process was started with this variable in its environment.
  static boolean hasVariable(long pid, String assignment) {
    String environment = read(pid, "environ");
    return environment.startsWith(assignment + "\0")
        || environment.contains("\0" + assignment + "\0");
  }

  /// The command line, shortened for a message; empty if the process is gone.
  static String command(long pid) {
    String line = read(pid, "cmdline").replace('\0', ' ').strip();
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  /// Now, on the clock of [Entry#startTicks].
  static long nowTicks() {
    try {
      String uptime = Files.readString(PROC.resolve("uptime"));
      return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 100);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String read(long pid, String name) {
    try {
      return new String(
          Files.readAllBytes(PROC.resolve(pid + "/" + name)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
