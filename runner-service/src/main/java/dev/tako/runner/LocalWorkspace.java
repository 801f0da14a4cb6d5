package dev.tako.runner;

import dev.tako.contract.Job;
import dev.tako.runner.git.Mirrors;
import dev.tako.runner.step.PreparationException;
import dev.tako.runner.step.Workspace;
import dev.tako.runner.workspace.ExecutionDirectory;
import dev.tako.runner.workspace.GitHead;
import dev.tako.runner.workspace.Marker;
import dev.tako.runner.workspace.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One execution's workspace on this machine's disk, during one job.
final class LocalWorkspace implements Workspace {
  private final ExecutionDirectory directory;
  private final long diskLimit;
  private final Mirrors mirrors;
  private final Job.RunSteps job;
  private final List<String> done;
  private String known;

  LocalWorkspace(
      ExecutionDirectory directory,
      long diskLimit,
      Mirrors mirrors,
      Job.RunSteps job,
      List<String> done) {
    this.directory = directory;
    this.diskLimit = diskLimit;
    this.mirrors = mirrors;
    this.job = job;
    this.done = new ArrayList<>(done);
    this.known = job.commit();
  }

  @Override
  public ExecutionDirectory directory() {
    return directory;
  }

  @Override
  public List<String> done() {
    return List.copyOf(done);
  }

  @Override
  public void begins(String stepId) throws PreparationException {
    try {
      Marker.remove(directory);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public void ended(String stepId) throws PreparationException {
    try {
      done.add(stepId);
      new Marker(job.jobId(), done, null).write(directory);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public @Nullable String oversize() throws PreparationException {
    try {
      long size = Trees.size(diskLimit, directory.work(), directory.home(), directory.tmp());
      return size <= diskLimit
          ? null
          : "The workspace holds more than %d MiB; delete what is not needed, or raise tako.runner.disk-limit."
              .formatted(diskLimit / (1024 * 1024));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public @Nullable String pushedCommit() throws PreparationException {
    try {
      Optional<String> head = GitHead.commit(directory.work());
      if (head.isEmpty()
          || head.get().equals(known)
          || !mirrors.isPushed(job.url(), job.branch(), head.get())) {
        return null;
      }
      known = head.get();
      return known;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private PreparationException unusable(IOException e) {
    return new PreparationException("Cannot use the workspace " + directory.root() + ": " + e, e);
  }
}
