package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a run, an execution or a step; on `tako.runs`, keyed by run id, for anyone to
/// watch.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunLifecycle.RunChanged.class, name = "run-changed"),
  @JsonSubTypes.Type(value = RunLifecycle.ExecutionChanged.class, name = "execution-changed"),
  @JsonSubTypes.Type(value = RunLifecycle.StepChanged.class, name = "step-changed")
})
public sealed interface RunLifecycle extends Message {
  RunId runId();

  Status status();

  Instant at();

  record RunChanged(
      RunId runId,
      RepositoryRef repo,
      String workflow,
      Status status,
      Phase phase,
      @Nullable String reason,
      Instant at)
      implements RunLifecycle {}

  /// @param parent the execution whose event it reacts to; null otherwise
  record ExecutionChanged(
      RunId runId,
      ExecutionId executionId,
      RepositoryRef repo,
      String workflow,
      CauseKind cause,
      @Nullable ExecutionId parent,
      Status status,
      @Nullable String reason,
      Instant at)
      implements RunLifecycle {}

  record StepChanged(
      RunId runId,
      ExecutionId executionId,
      String stepId,
      Status status,
      @Nullable String reason,
      Instant at)
      implements RunLifecycle {}
}
