package dev.tako.runner.workspace;

import dev.tako.contract.JobId;
import dev.tako.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What state an execution's workspace on this disk is in; a file outside the workspace, taken away
/// while a step changes it.
///
/// @param done the steps of the job whose effects are in it
/// @param snapshot the snapshot it equals, if it was kept as one
public record Marker(JobId jobId, List<String> done, @Nullable String snapshot) {
  public Marker {
    done = List.copyOf(done);
  }

  /// Whether the workspace is as the job's completed steps left it.
  public boolean isAfter(JobId job, List<String> completed) {
    return jobId.equals(job) && new HashSet<>(done).equals(new HashSet<>(completed));
  }

  /// The marker of the directory, if its state is known.
  public static Optional<Marker> read(ExecutionDirectory directory) throws IOException {
    try {
      return Optional.of(Json.read(Files.readAllBytes(directory.marker()), Marker.class));
    } catch (NoSuchFileException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  public void write(ExecutionDirectory directory) throws IOException {
    Path part = directory.marker().resolveSibling("marker.part");
    Files.write(part, Json.bytes(this));
    Files.move(part, directory.marker(), StandardCopyOption.ATOMIC_MOVE);
  }

  public static void remove(ExecutionDirectory directory) throws IOException {
    Files.deleteIfExists(directory.marker());
  }
}
