package dev.tako.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tako.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What runs of the embedded system, as `system.json` keeps it for the next command.
///
/// @param processes by name: `kafka`, `postgres`, `graph`, `coordinator`, `runner`
public record SystemState(Map<String, Entry> processes) {
  static final String FILE = "system.json";

  private static final ObjectMapper MAPPER = Json.MAPPER;

  public SystemState {
    processes = new LinkedHashMap<>(processes);
  }

  /// One process.
  ///
  /// @param address where it listens, a URL for the services
  public record Entry(long pid, Instant startedAt, String address, int port, Path log) {
    ProcessId process() {
      return new ProcessId(pid, startedAt);
    }
  }

  static SystemState empty() {
    return new SystemState(Map.of());
  }

  /// The state in a folder; empty when nothing was started there.
  static SystemState read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return empty();
    }
    try {
      return MAPPER.readValue(file.toFile(), SystemState.class);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Expected the state of the embedded system in "
              + file
              + ", but it cannot be read: "
              + e.getMessage()
              + " If nothing runs any more, delete the file.",
          e);
    }
  }

  Optional<Entry> entry(String name) {
    return Optional.ofNullable(processes.get(name));
  }

  /// The entry of a process that still runs.
  Optional<Entry> alive(String name) {
    return entry(name).filter(entry -> entry.process().isAlive());
  }

  SystemState with(String name, Entry entry) {
    Map<String, Entry> all = new LinkedHashMap<>(processes);
    all.put(name, entry);
    return new SystemState(all);
  }

  /// Whole or not at all: a command that is killed must not leave half a file.
  void write(Path folder) {
    try {
      Path part = Files.createTempFile(folder, FILE, ".part");
      MAPPER.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), this);
      Files.move(
          part,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
