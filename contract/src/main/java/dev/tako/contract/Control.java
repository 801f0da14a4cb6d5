package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// What every runner must hear; on `tako.control`, keyed by the runner it concerns, or by the
/// execution where any may be meant.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Control.CancelJob.class, name = "cancel-job"),
  @JsonSubTypes.Type(value = Control.DropWorkspace.class, name = "drop-workspace")
})
public sealed interface Control extends Message {

  /// Stop working on the job in this epoch: end its processes, report nothing but `step-failed`
  /// with `cancelled`.
  ///
  /// @param runner the one runner meant; null: whichever has it
  record CancelJob(
      ExecutionId executionId, JobId jobId, int epoch, @Nullable String runner, String reason)
      implements Control {}

  /// The execution has ended: its workspace and snapshots are not needed any more.
  record DropWorkspace(ExecutionId executionId) implements Control {}
}
