package dev.tako.graph.postgres;

import dev.tako.manifest.RepositoryRef;
import java.time.Instant;

/// A manifest at one commit, as it was indexed.
///
/// @param repo with its branch
/// @param inForce whether it is the one that counts on its branch now
/// @param manifest the text of `tako.yml`
public record Version(
    RepositoryRef repo, String commit, boolean inForce, Instant indexedAt, String manifest) {}
