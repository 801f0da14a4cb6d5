package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Work for one runner; on `tako.jobs`, read as a queue by the runners' share group.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = Job.RunSteps.class, name = "run-steps"))
public sealed interface Job extends Message {

  /// Run these consecutive steps of one execution, in order, in its workspace.
  ///
  /// @param epoch counts the times this job was handed out, from 1; words of a lower epoch are
  ///   refused
  /// @param url where to fetch the repository from
  /// @param branch the branch the workspace is on
  /// @param commit the commit to check out
  /// @param workspace the snapshot to go on from, `<job id>-<epoch>` of the execution's previous
  ///   job; null: a fresh checkout
  /// @param last whether no job of this execution can follow, so the workspace need not be kept
  /// @param inputs the execution's inputs
  /// @param event the event reacted to, with `type, schema_version, payload, source, artifact, id,
  ///   time`
  /// @param stepOutputs outputs of the steps that are complete, by step id
  /// @param env the workflow's environment, templates by name
  /// @param completed ids of those of `steps` that an earlier epoch already completed; their
  ///   recorded outputs stand in `stepOutputs`
  /// @param secrets the names of the workflow's secrets, whose values are to be kept out of what is
  ///   told of the job; the values themselves never travel
  record RunSteps(
      RunId runId,
      ExecutionId executionId,
      JobId jobId,
      int epoch,
      RepositoryRef repo,
      String url,
      String branch,
      String commit,
      String workflow,
      @Nullable String workspace,
      boolean last,
      Map<String, Object> inputs,
      @Nullable Map<String, Object> event,
      Map<String, Map<String, String>> stepOutputs,
      Map<String, String> env,
      List<StepSpec> steps,
      List<String> completed,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> secrets)
      implements Job {
    public RunSteps {
      secrets = secrets == null ? List.of() : List.copyOf(secrets); // not there in older records
      env = Map.copyOf(env);
      stepOutputs = Map.copyOf(stepOutputs);
      steps = List.copyOf(steps);
      completed = List.copyOf(completed);
    }

    /// Whether a step has a command; a job without one is over in no time and needs no slot.
    public boolean hasCommands() {
      return steps.stream().anyMatch(StepSpec::needsWorkspace);
    }

    /// The name of the snapshot this job leaves behind when another may follow.
    public String snapshot() {
      return jobId.value() + "-" + epoch;
    }
  }
}
