package dev.tako.contract;

import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.Map;

/// What a step says when it completes; on `tako.events`, keyed by run id. The CloudEvent's type is
/// [#type()], its source the artifact.
///
/// @param id `<execution id>/<step id>/<type>`: the same for the same step, whatever is redelivered
/// @param type snake_case, for example `library_released`
/// @param schemaVersion x.y.z of the payload
/// @param artifact `owner/repo:artifact`
/// @param repo the repository and branch whose step it was
public record StepEvent(
    String id,
    String type,
    String schemaVersion,
    String artifact,
    RepositoryRef repo,
    RunId runId,
    ExecutionId executionId,
    String stepId,
    Map<String, Object> payload,
    Instant time)
    implements Message {}
