package dev.tako.runner.step;

import dev.tako.contract.Job;
import org.jspecify.annotations.Nullable;

/// What can bring a job's workspace into being, and keep it for the next job.
public interface Workspaces {
  /// The job's workspace: in place after the completed steps where this machine still has it so,
  /// else as the job begins.
  ///
  /// @throws PreparationException if it cannot be had
  Workspace open(Job.RunSteps job) throws PreparationException;

  /// Keeps the workspace under the job's snapshot name.
  ///
  /// @param workspace null if no step of the job needed one: the next job finds what this one would
  ///   have found
  /// @throws PreparationException if it cannot be kept
  void keep(Job.RunSteps job, @Nullable Workspace workspace) throws PreparationException;
}
