package dev.tako.coordinator.postgres;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.coordinator.run.Cause;
import dev.tako.coordinator.run.Execution;
import dev.tako.coordinator.run.ExecutionState;
import dev.tako.coordinator.run.Failure;
import dev.tako.coordinator.run.RunState;
import dev.tako.coordinator.run.StepState;
import dev.tako.manifest.RepositoryRef;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// The JSON of the `state` columns. What a column of its own says is not said again.
final class StateJson {
  private static final ObjectMapper MAPPER =
      Json.configure(
              JsonMapper.builder()
                  .addMixIn(Cause.class, CauseKinds.class)
                  .addMixIn(ExecutionState.class, StateKinds.class))
          .build();

  private StateJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Cause.Root.class, name = "root"),
    @JsonSubTypes.Type(value = Cause.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = Cause.Dependent.class, name = "dependent")
  })
  interface CauseKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ExecutionState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = ExecutionState.Held.class, name = "held"),
    @JsonSubTypes.Type(value = ExecutionState.Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = ExecutionState.Running.class, name = "running"),
    @JsonSubTypes.Type(value = ExecutionState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = ExecutionState.CleaningUp.class, name = "cleaning-up"),
    @JsonSubTypes.Type(value = ExecutionState.Ended.class, name = "ended")
  })
  interface StateKinds {}

  /// A run without its executions.
  record RunBody(
      Map<String, Object> inputs,
      List<ManifestProblem> problems,
      Map<String, String> heads,
      int created,
      int tickets,
      int open,
      boolean failed) {
    static RunBody of(RunState run) {
      Map<String, String> heads = new HashMap<>();
      run.heads().forEach((repo, commit) -> heads.put(repo.toString(), commit));
      return new RunBody(
          run.inputs(),
          run.problems(),
          heads,
          run.created(),
          run.tickets(),
          run.open(),
          run.failed());
    }
  }

  /// An execution without its steps.
  record ExecutionBody(
      Cause cause,
      Map<String, Object> inputs,
      @Nullable Map<String, Object> event,
      ExecutionState state,
      @Nullable String commit,
      int jobs,
      @Nullable String workspace,
      @Nullable Failure failure,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    static ExecutionBody of(Execution execution) {
      return new ExecutionBody(
          execution.cause(),
          execution.inputs(),
          execution.event(),
          execution.state(),
          execution.commit(),
          execution.jobs(),
          execution.workspace(),
          execution.failure(),
          execution.createdAt(),
          execution.startedAt(),
          execution.endedAt());
    }

    Execution execution(
        ExecutionId id, RepositoryRef repo, String workflow, PVector<StepState> steps) {
      return new Execution(
          id, repo, workflow, cause, inputs, event, state, steps, commit, jobs, workspace, failure,
          createdAt, startedAt, endedAt);
    }
  }

  static String text(Object value) {
    try {
      // PostgreSQL's JSON has no NUL; a step may print one.
      return MAPPER.writeValueAsString(value).replace("\\u0000", "\\uFFFD");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
