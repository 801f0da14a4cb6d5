package dev.tako.graph.graph;

import org.jspecify.annotations.Nullable;

/// What a subscription listens to: one type of event about one artifact.
///
/// @param repository `owner/repo` that puts the artifact out
record EventKey(String repository, String artifact, String type) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventKey that
        && repository.equals(that.repository)
        && type.equals(that.type)
        && artifact.equals(that.artifact);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * repository.hashCode() + artifact.hashCode()) + type.hashCode();
  }
}
