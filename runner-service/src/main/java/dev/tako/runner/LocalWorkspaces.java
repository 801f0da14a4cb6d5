package dev.tako.runner;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job;
import dev.tako.runner.blob.Snapshots;
import dev.tako.runner.git.Mirrors;
import dev.tako.runner.step.PreparationException;
import dev.tako.runner.step.Workspace;
import dev.tako.runner.step.Workspaces;
import dev.tako.runner.workspace.ExecutionDirectory;
import dev.tako.runner.workspace.Marker;
import dev.tako.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Workspaces on this machine's disk: in place where their state is known and right, else restored
/// from a snapshot, else checked out.
final class LocalWorkspaces implements Workspaces {
  private final Path root;
  private final long diskLimit;
  private final Mirrors mirrors;
  private final Snapshots snapshots;

  LocalWorkspaces(Path root, long diskLimit, Mirrors mirrors, Snapshots snapshots) {
    this.root = root;
    this.diskLimit = diskLimit;
    this.mirrors = mirrors;
    this.snapshots = snapshots;
  }

  @Override
  public Workspace open(Job.RunSteps job) throws PreparationException {
    ExecutionDirectory directory = ExecutionDirectory.of(root, job.executionId());
    try {
      Optional<Marker> marker = Marker.read(directory);
      if (marker.isPresent()
          && !job.completed().isEmpty()
          && marker.get().isAfter(job.jobId(), job.completed())) {
        return new LocalWorkspace(directory, diskLimit, mirrors, job, job.completed());
      }
      return switch (snapshots.find(job.executionId(), job.workspace())) {
        case Snapshots.Archived archived -> {
          boolean inPlace = marker.isPresent() && archived.name().equals(marker.get().snapshot());
          if (!inPlace) {
            directory.recreate();
            snapshots.restore(archived, directory);
          }
          yield new LocalWorkspace(directory, diskLimit, mirrors, job, List.of());
        }
        case Snapshots.Fresh() -> {
          directory.recreate();
          mirrors.checkout(job.url(), job.branch(), job.commit(), directory.work());
          yield new LocalWorkspace(directory, diskLimit, mirrors, job, List.of());
        }
      };
    } catch (IOException e) {
      throw new PreparationException(
          "Cannot prepare the workspace of " + job.executionId() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void keep(Job.RunSteps job, @Nullable Workspace workspace) throws PreparationException {
    try {
      if (workspace == null) {
        snapshots.passOn(job);
        return;
      }
      snapshots.keep(job, workspace.directory());
      new Marker(job.jobId(), workspace.done(), job.snapshot()).write(workspace.directory());
    } catch (IOException e) {
      throw new PreparationException(
          "Cannot keep the workspace of " + job.executionId() + ": " + e.getMessage(), e);
    }
  }

  /// Deletes the execution's workspace; its snapshots stay.
  void delete(ExecutionId execution) throws IOException {
    Trees.delete(ExecutionDirectory.of(root, execution).root());
  }

  /// Deletes the execution's workspace and snapshots.
  void drop(ExecutionId execution) throws IOException {
    delete(execution);
    snapshots.drop(execution);
  }
}
