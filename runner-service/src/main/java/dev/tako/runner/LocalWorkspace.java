package dev.tako.runner;

import dev.tako.contract.Job;
import dev.tako.runner.git.Mirrors;
import dev.tako.runner.git.Revision;
import dev.tako.runner.step.PreparationException;
import dev.tako.runner.step.Workspace;
import dev.tako.runner.workspace.ExecutionDirectory;
import dev.tako.runner.workspace.GitHead;
import dev.tako.runner.workspace.Marker;
import dev.tako.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One execution's workspace on this machine's disk, during one job.
final class LocalWorkspace implements Workspace {
  private static final String BRANCHES = "refs/heads/";

  private final ExecutionDirectory directory;
  private final long diskLimit;
  private final Mirrors mirrors;
  private final Job.RunSteps job;
  private final List<String> done;

  /// The commit that the run knows of the job's branch.
  private String pin;

  /// Where the workspace is, as far as it was looked at.
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
    this.pin = job.commit();
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
  public String checkout(String ref, @Nullable String commit, BooleanSupplier ended)
      throws PreparationException {
    String branch = ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
    Revision found =
        branch.equals(job.branch())
            ? new Revision(branch, pin)
            : mirrors.resolve(job.url(), ref, ended);
    String at = commit == null ? found.commit() : commit;
    Path fresh = directory.fresh();
    try {
      Trees.delete(fresh);
      Files.createDirectories(fresh);
      mirrors.checkout(job.url(), found.branch(), at, fresh);
      Trees.delete(directory.work());
      Files.move(fresh, directory.work(), StandardCopyOption.ATOMIC_MOVE);
      known = at;
      return known;
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
          || !mirrors.isPushed(job.url(), job.branch(), pin, head.get())) {
        return null;
      }
      known = head.get();
      pin = known;
      return known;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private PreparationException unusable(IOException e) {
    return new PreparationException("Cannot use the workspace " + directory.root() + ": " + e, e);
  }
}
