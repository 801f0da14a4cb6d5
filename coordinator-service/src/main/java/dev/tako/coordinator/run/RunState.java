package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Phase;
import dev.tako.contract.RunCommand.RefuseRun;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// A run as it stands: everything the next decision depends on, besides the plan.
///
/// @param planHash the plan it follows; null when planning refused it
/// @param problems why planning refused it
/// @param heads the commits that executions of this run pushed, by repository; they replace the
///   plan's pins
/// @param executions by id
/// @param queues who waits for whom
/// @param created how many executions there are
/// @param tickets how many queue tickets were given out
/// @param open how many executions have not ended
/// @param failed whether a root or dependent execution did not complete
public record RunState(
    RunId id,
    RepositoryRef repo,
    String workflow,
    Map<String, Object> inputs,
    String requestedBy,
    @Nullable String planHash,
    Status status,
    Phase phase,
    @Nullable String reason,
    List<ManifestProblem> problems,
    PMap<RepositoryRef, String> heads,
    PMap<ExecutionId, Execution> executions,
    Queues queues,
    int created,
    int tickets,
    int open,
    boolean failed,
    Instant startedAt,
    @Nullable Instant endedAt) {
  public RunState {
    problems = List.copyOf(problems);
  }

  /// The run before its first execution.
  static RunState planned(StartRun fact) {
    return empty(
        fact.runId(),
        fact.repo(),
        fact.workflow(),
        fact.inputs(),
        fact.requestedBy(),
        fact.planHash(),
        Phase.PLANNING,
        null,
        List.of(),
        fact.at());
  }

  /// A run that planning refused: it has ended before it began.
  static RunState refused(RefuseRun fact) {
    return empty(
        fact.runId(),
        fact.repo(),
        fact.workflow(),
        fact.inputs(),
        fact.requestedBy(),
        null,
        Phase.FAILED,
        fact.reason(),
        fact.problems(),
        fact.at());
  }

  private static RunState empty(
      RunId id,
      RepositoryRef repo,
      String workflow,
      Map<String, Object> inputs,
      String requestedBy,
      @Nullable String planHash,
      Phase phase,
      @Nullable String reason,
      List<ManifestProblem> problems,
      Instant at) {
    boolean refused = phase == Phase.FAILED;
    return new RunState(
        id,
        repo,
        workflow,
        inputs,
        requestedBy,
        planHash,
        refused ? Status.FAILED : Status.PENDING,
        phase,
        reason,
        problems,
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        Queues.EMPTY,
        0,
        0,
        0,
        refused,
        at,
        refused ? at : null);
  }
}
