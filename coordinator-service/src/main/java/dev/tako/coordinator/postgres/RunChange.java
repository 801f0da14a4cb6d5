package dev.tako.coordinator.postgres;

import dev.tako.contract.ExecutionId;
import dev.tako.coordinator.run.RunState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch made of one run.
///
/// @param before as it is stored; null when it is new
/// @param version of what is stored; 0 when it is new
/// @param touched executions that may differ
/// @param partition of the run's facts
public record RunChange(
    @Nullable RunState before,
    RunState after,
    long version,
    Set<ExecutionId> touched,
    int partition) {}
