package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// A subscription that was held against an event, and what came of it.
///
/// @param repo the subscriber
/// @param subscription index of the entry in its manifest
/// @param reason why it matched, or the first thing that kept it from matching, with values
/// @param executionId the reaction it started
public record Considered(
    RepositoryRef repo,
    int subscription,
    String workflow,
    boolean matched,
    String reason,
    @Nullable ExecutionId executionId) {}
