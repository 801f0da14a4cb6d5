package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the API and the timers ask of a run; on `tako.run-commands`, keyed by run id.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunCommand.StartRun.class, name = "start-run"),
  @JsonSubTypes.Type(value = RunCommand.RefuseRun.class, name = "refuse-run"),
  @JsonSubTypes.Type(value = RunCommand.CancelRun.class, name = "cancel-run"),
  @JsonSubTypes.Type(value = RunCommand.TimerFired.class, name = "timer-fired")
})
public sealed interface RunCommand extends RunFact {
  Instant at();

  /// Start the run that was planned.
  ///
  /// @param planHash the plan, stored under its content hash before this command is sent
  /// @param inputs the root workflow's inputs as given
  /// @param event the event from outside that the run is, as templates see it; null when it is none
  /// @param requestedBy who asked: `api`, `push acme/lib@1a2b3c4`, …
  record StartRun(
      RunId runId,
      RepositoryRef repo,
      String workflow,
      Map<String, Object> inputs,
      @Nullable Map<String, Object> event,
      String planHash,
      String requestedBy,
      Instant at)
      implements RunCommand {}

  /// Record a run that planning refused, so that whoever pushed can see why nothing ran.
  record RefuseRun(
      RunId runId,
      RepositoryRef repo,
      String workflow,
      Map<String, Object> inputs,
      String reason,
      List<ManifestProblem> problems,
      String requestedBy,
      Instant at)
      implements RunCommand {
    public RefuseRun {
      problems = List.copyOf(problems);
    }
  }

  /// End the run and everything in it.
  record CancelRun(RunId runId, String by, @Nullable String reason, Instant at)
      implements RunCommand {}

  /// A timer the run set has run out.
  ///
  /// @param timer the timer's name inside the run, for example `lease/<job id>/<epoch>`
  record TimerFired(RunId runId, String timer, Instant at) implements RunCommand {}
}
