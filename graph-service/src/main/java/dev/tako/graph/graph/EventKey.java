package dev.tako.graph.graph;

import dev.tako.manifest.Subscription;

/// What a subscription listens to: one type of event about one artifact.
///
/// @param repository `owner/repo` that puts the artifact out
public record EventKey(String repository, String artifact, String type) {
  /// @param type one of the events of the subscription
  static EventKey of(Subscription entry, String type) {
    return new EventKey(entry.artifact().fullName(), entry.artifact().artifact(), type);
  }
}
