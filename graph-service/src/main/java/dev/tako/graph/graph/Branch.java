package dev.tako.graph.graph;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of one branch: the manifest in force, and why the newest commit is not it.
///
/// @param inForce the last good manifest; null when there never was one
/// @param indexedAt when `inForce` came into force
/// @param rejection set while the newest commit has no valid manifest
public record Branch(
    String name,
    @Nullable IndexedManifest inForce,
    @Nullable Instant indexedAt,
    @Nullable Rejection rejection) {

  /// Those that were looked at last: of the manifest in force, and of the newest that is not.
  public List<String> commits() {
    return Stream.of(
            Optional.ofNullable(inForce).map(IndexedManifest::commit),
            Optional.ofNullable(rejection).map(Rejection::commit))
        .flatMap(Optional::stream)
        .toList();
  }

  public static Branch unindexed(String name) {
    return new Branch(name, null, null, null);
  }

  public Branch indexed(IndexedManifest manifest, Instant at) {
    return new Branch(name, manifest, at, null);
  }

  /// The last good manifest stays in force.
  public Branch rejected(Rejection why) {
    return new Branch(name, inForce, indexedAt, why);
  }

  /// Nothing is in force any more.
  public Branch withdrawn(Rejection why) {
    return new Branch(name, null, null, why);
  }
}
