package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a runner reports of a job; on `tako.completions`, keyed by run id. `runner` names the
/// runner's process: a restarted runner has another name.
///
/// ```
/// JobStarted ─► (StepStarted ─► StepCompleted | StepFailed) | StepSkipped … ─► next step
///     └── JobFailed: the job could not be prepared (no checkout, no workspace)
/// ```
///
/// The job is over when its last step ended, when a step failed without `continueOnError`, or with
/// `JobFailed`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Completion.JobStarted.class, name = "job-started"),
  @JsonSubTypes.Type(value = Completion.StepStarted.class, name = "step-started"),
  @JsonSubTypes.Type(value = Completion.StepCompleted.class, name = "step-completed"),
  @JsonSubTypes.Type(value = Completion.StepSkipped.class, name = "step-skipped"),
  @JsonSubTypes.Type(value = Completion.StepFailed.class, name = "step-failed"),
  @JsonSubTypes.Type(value = Completion.JobFailed.class, name = "job-failed"),
  @JsonSubTypes.Type(value = Completion.Heartbeat.class, name = "heartbeat")
})
public sealed interface Completion extends RunFact {
  ExecutionId executionId();

  JobId jobId();

  int epoch();

  String runner();

  Instant at();

  /// A runner has taken the job and holds its lease from now on.
  record JobStarted(
      RunId runId, ExecutionId executionId, JobId jobId, int epoch, String runner, Instant at)
      implements Completion {}

  record StepStarted(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      String runner,
      String stepId,
      Instant at)
      implements Completion {}

  /// The command succeeded.
  ///
  /// @param outputs trimmed, by name
  /// @param pushedCommit the commit the workspace is on, when it differs from the one checked out
  ///   and is on the origin's branch: what the step pushed
  record StepCompleted(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      String runner,
      String stepId,
      Map<String, String> outputs,
      @Nullable String pushedCommit,
      Instant at)
      implements Completion {
    public StepCompleted {
      outputs = Map.copyOf(outputs);
    }
  }

  /// The step's `if` was false.
  record StepSkipped(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      String runner,
      String stepId,
      String reason,
      Instant at)
      implements Completion {}

  /// Why a step failed.
  enum FailureKind {
    /// The command's exit code was not 0.
    @JsonProperty("exit_code")
    EXIT_CODE,
    /// The step's own timeout ran out; its processes were ended.
    @JsonProperty("timed_out")
    TIMED_OUT,
    /// A template, `if` or output could not be evaluated.
    @JsonProperty("invalid")
    INVALID,
    /// It printed or left behind more than it may: output over the limit, processes that outlived
    /// it.
    @JsonProperty("limit")
    LIMIT,
    /// It was told to stop.
    @JsonProperty("cancelled")
    CANCELLED,
  }

  /// @param exitCode of the command, where it ended by itself
  /// @param message what was expected and what was found, in one sentence
  /// @param lastLines the last lines it printed, oldest first, at most 20
  /// @param continued whether `continue_on_error` let the job go on
  record StepFailed(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      String runner,
      String stepId,
      FailureKind failure,
      @Nullable Integer exitCode,
      String message,
      List<String> lastLines,
      boolean continued,
      @Nullable String pushedCommit,
      Instant at)
      implements Completion {
    public StepFailed {
      lastLines = List.copyOf(lastLines);
    }
  }

  /// The job could not be prepared, for example because the commit could not be fetched.
  record JobFailed(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      String runner,
      String message,
      Instant at)
      implements Completion {}

  /// The runner still works on the job.
  record Heartbeat(
      RunId runId, ExecutionId executionId, JobId jobId, int epoch, String runner, Instant at)
      implements Completion {}
}
