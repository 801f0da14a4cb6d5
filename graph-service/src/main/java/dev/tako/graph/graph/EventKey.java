package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;

/// What a subscription listens to: one type of event about one artifact.
///
/// @param repository `owner/repo` that puts the artifact out
record EventKey(String repository, String artifact, String type) {
  static EventKey of(RepositoryRef repo, String artifact, String type) {
    return new EventKey(repo.fullName(), artifact, type);
  }
}
