package dev.tako.runner.blob;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job;
import dev.tako.runner.workspace.ExecutionDirectory;
import dev.tako.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Workspaces kept between the jobs of an execution, in a folder that all runners share.
///
/// ```
/// <blobs>/<execution id>/<job id>-<epoch>.tar   a workspace
///                        <job id>-<epoch>.ref   no step touched the workspace: go on from the
///                                               snapshot named in it, or from a fresh checkout
/// ```
public final class Snapshots {
  /// What a job goes on from.
  public sealed interface Snapshot {}

  /// A workspace that was kept under this name.
  public record Archived(String name, Path file) implements Snapshot {}

  /// A fresh checkout: nothing has touched the workspace yet.
  public record Fresh() implements Snapshot {}

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path root;

  public Snapshots(Path root) {
    this.root = root;
  }

  public void keep(Job.RunSteps job, ExecutionDirectory directory) throws IOException {
    Path part = part(job);
    WorkspaceArchive.write(directory, part);
    move(part, folder(job.executionId()).resolve(job.snapshot() + ".tar"));
  }

  /// The job touched no workspace: its successor finds what it would have found.
  public void passOn(Job.RunSteps job) throws IOException {
    Path part = part(job);
    Files.writeString(part, job.workspace() == null ? "" : job.workspace());
    move(part, folder(job.executionId()).resolve(job.snapshot() + ".ref"));
  }

  /// @throws IOException if there is no such snapshot
  public Snapshot find(ExecutionId execution, @Nullable String name) throws IOException {
    String at = name == null ? "" : name;
    while (!at.isEmpty()) {
      if (!NAME.matcher(at).matches()) {
        throw new IOException("Expected the name of a snapshot, but found '" + at + "'.");
      }
      Path file = folder(execution).resolve(at + ".tar");
      if (Files.exists(file)) {
        return new Archived(at, file);
      }
      Path ref = folder(execution).resolve(at + ".ref");
      if (!Files.exists(ref)) {
        throw new IOException(
            "Expected the snapshot %s of execution %s in %s, but it is not there; do all runners share tako.runner.blobs?"
                .formatted(at, execution, root));
      }
      at = Files.readString(ref);
    }
    return new Fresh();
  }

  public void restore(Archived snapshot, ExecutionDirectory directory) throws IOException {
    WorkspaceArchive.read(snapshot.file(), directory);
  }

  /// Deletes all snapshots of the execution.
  public void drop(ExecutionId execution) throws IOException {
    Trees.delete(folder(execution));
  }

  private Path folder(ExecutionId execution) {
    return root.resolve(execution.value());
  }

  private Path part(Job.RunSteps job) throws IOException {
    return Files.createDirectories(folder(job.executionId())).resolve(UUID.randomUUID() + ".part");
  }

  private static void move(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
