package dev.tako.graph.query;

import dev.tako.manifest.RepositoryRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a changed manifest would break in other repositories, and in its own plans.
///
/// @param repo with the branch the change is meant for
/// @param against the commit it was compared with; null when that branch has no manifest yet
/// @param subscriptions how many to artifacts of this repository were looked at
/// @param breaks empty: nothing that works now would stop
public record Check(
    RepositoryRef repo, @Nullable String against, int subscriptions, List<Break> breaks) {
  public Check {
    breaks = List.copyOf(breaks);
  }

  /// What kind of edge breaks.
  public enum Kind {
    /// It reacted, and would not any more.
    subscription,
    /// A plan along it was possible, and would be refused.
    dependent,
    /// It closes a cycle, so that the changed manifest would be rejected.
    cycle
  }

  /// One thing that works now and would not with the change.
  ///
  /// @param repo with its branch, whose manifest the edge stands in
  /// @param line counting from 1; 0 when none can be named
  /// @param path for example `subscriptions[0]`
  public record Break(
      Kind kind, RepositoryRef repo, String file, int line, String path, String message) {}
}
