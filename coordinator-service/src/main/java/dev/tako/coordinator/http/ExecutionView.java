package dev.tako.coordinator.http;

import dev.tako.contract.CauseKind;
import dev.tako.contract.Status;
import dev.tako.coordinator.run.Cause;
import dev.tako.coordinator.run.Execution;
import dev.tako.coordinator.run.ExecutionState;
import dev.tako.coordinator.run.Failure;
import dev.tako.coordinator.run.StepState;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An execution as the API shows it.
///
/// @param parent the execution whose event it reacts to
/// @param parentStep the step that waits for it
/// @param parents the repositories it follows
/// @param reason why it is where it is, in words
record ExecutionView(
    String id,
    String repo,
    String workflow,
    CauseKind cause,
    @Nullable String parent,
    @Nullable String parentStep,
    List<String> parents,
    Status status,
    @Nullable String reason,
    @Nullable String commit,
    Map<String, Object> inputs,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable FailureView failure,
    List<StepView> steps) {

  static ExecutionView of(Execution execution) {
    Cause cause = execution.cause();
    Failure failure = execution.failure();
    return new ExecutionView(
        execution.id().value(),
        execution.repo().toString(),
        execution.workflow(),
        cause.kind(),
        cause instanceof Cause.Reaction reaction ? reaction.parent().value() : null,
        cause instanceof Cause.Reaction reaction ? reaction.stepId() : null,
        cause instanceof Cause.Dependent dependent
            ? dependent.parents().stream().map(RepositoryRef::toString).toList()
            : List.of(),
        execution.status(),
        reason(execution),
        execution.commit(),
        execution.inputs(),
        execution.createdAt(),
        execution.startedAt(),
        execution.endedAt(),
        failure == null ? null : FailureView.of(failure),
        execution.steps().stream().map(StepView::of).toList());
  }

  private static @Nullable String reason(Execution execution) {
    return switch (execution.state()) {
      case ExecutionState.Ended ended -> ended.reason();
      case ExecutionState.Pending pending -> pending.broken();
      case ExecutionState.Held _ ->
          execution.cause() instanceof Cause.Reaction reaction
              ? "waits for a place within the concurrency_limit of " + reaction.stepId()
              : null;
      case ExecutionState.Queued _,
          ExecutionState.Running _,
          ExecutionState.Waiting _,
          ExecutionState.CleaningUp _ ->
          null;
    };
  }

  /// A step as the API shows it.
  ///
  /// @param openReactions executions that react to its events and have not ended
  /// @param failures what went wrong in those that did not complete
  record StepView(
      String id,
      Status status,
      @Nullable String reason,
      @Nullable Integer exitCode,
      List<String> lastLines,
      Map<String, String> outputs,
      int openReactions,
      List<FailureView> failures,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {

    static StepView of(StepState step) {
      return new StepView(
          step.id(),
          step.status(),
          step.reason(),
          step.exitCode(),
          step.lastLines(),
          step.outputs(),
          step.openReactions(),
          step.failures().stream().map(FailureView::of).toList(),
          step.startedAt(),
          step.endedAt());
    }
  }

  /// What went wrong where.
  record FailureView(
      String executionId,
      String repo,
      String workflow,
      @Nullable String stepId,
      @Nullable Integer exitCode,
      String message,
      List<String> lastLines) {

    static FailureView of(Failure failure) {
      return new FailureView(
          failure.executionId().value(),
          failure.repo().toString(),
          failure.workflow(),
          failure.stepId(),
          failure.exitCode(),
          failure.message(),
          failure.lastLines());
    }
  }
}
