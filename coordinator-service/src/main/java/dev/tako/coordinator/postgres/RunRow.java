package dev.tako.coordinator.postgres;

import dev.tako.contract.Phase;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run as a list shows it.
public record RunRow(
    RunId id,
    RepositoryRef repo,
    String workflow,
    Status status,
    Phase phase,
    @Nullable String reason,
    String requestedBy,
    Instant startedAt,
    @Nullable Instant endedAt) {}
