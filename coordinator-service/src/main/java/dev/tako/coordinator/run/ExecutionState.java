package dev.tako.coordinator.run;

import dev.tako.contract.Status;
import org.jspecify.annotations.Nullable;

/// Where an execution stands.
///
/// ```
/// Pending ──all parents completed──► Queued ──its turn──► Running ⇄ Waiting ──► Ended
///    ├── limit reached ──► Held ───────┘                              └► CleaningUp ─┘
///    └──────── a parent did not complete ────────► Ended(skipped)
/// ```
public sealed interface ExecutionState {
  Status status();

  /// Its place among those that wait; lower is earlier, 0 when it waits in no queue.
  default int ticket() {
    return 0;
  }

  /// Waits for its parents.
  ///
  /// @param parentsLeft parents that have not ended
  /// @param broken why it will be skipped once they all have; null while all went well
  record Pending(int parentsLeft, @Nullable String broken) implements ExecutionState {
    @Override
    public Status status() {
      return Status.PENDING;
    }
  }

  /// A reaction that waits until one of those before it has ended: as many as its step's
  /// `concurrency_limit` allows are under way.
  record Held(int ticket) implements ExecutionState {
    @Override
    public Status status() {
      return Status.QUEUED;
    }
  }

  /// Waits until its repository's workflow is free.
  record Queued(int ticket) implements ExecutionState {
    @Override
    public Status status() {
      return Status.QUEUED;
    }
  }

  /// A job of it is with a runner, or on its way there.
  record Running(JobRun job) implements ExecutionState {
    @Override
    public Status status() {
      return Status.RUNNING;
    }
  }

  /// Waits for the reactions to the step at `step`; nothing is held meanwhile.
  record Waiting(int step) implements ExecutionState {
    @Override
    public Status status() {
      return Status.WAITING;
    }
  }

  /// The reactions of a step failed; its `on_failure` commands run before the execution fails.
  record CleaningUp(JobRun job, Failure failure) implements ExecutionState {
    @Override
    public Status status() {
      return Status.RUNNING;
    }
  }

  /// Nothing follows.
  ///
  /// @param status a terminal one
  /// @param reason why, when it did not complete
  record Ended(Status status, @Nullable String reason) implements ExecutionState {}
}
