package dev.tako.coordinator.trigger;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.Refusal;
import dev.tako.contract.RunCommand.RefuseRun;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run that somebody asked for and that is not planned yet.
///
/// @param key tells this request from another; null when the caller named none
/// @param commit plan from this commit; null: from the newest one indexed
/// @param inputs the root workflow's inputs as given
/// @param event what it is the run of, when it is asked for by an event from outside
/// @param requestedBy who asked: `api`, `push acme/lib@1a2b3c4`
public record RunRequest(
    @Nullable DeliveryKey key,
    RunId id,
    RepositoryRef repo,
    String workflow,
    @Nullable String commit,
    Map<String, Object> inputs,
    @Nullable OutsideEvent event,
    String requestedBy,
    Instant at) {

  /// Who asks for a workflow by its name: a person or program, over the API.
  public static final String BY_NAME = "api";

  public RunRequest withId(RunId id) {
    return new RunRequest(key, id, repo, workflow, commit, inputs, event, requestedBy, at);
  }

  /// What to ask the graph service.
  public Plan.Request planRequest() {
    return new Plan.Request(repo, workflow, commit, inputs, requestedBy.equals(BY_NAME));
  }

  public StartRun start(PlanRef plan) {
    return new StartRun(
        id,
        plan.repo(),
        workflow,
        inputs,
        event == null ? null : event.fields(),
        plan.hash(),
        requestedBy,
        at);
  }

  public RefuseRun refuse(Refusal refusal) {
    return new RefuseRun(
        id, repo, workflow, inputs, refusal.detail(), refusal.problems(), requestedBy, at);
  }
}
