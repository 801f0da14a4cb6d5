package dev.tako.manifest;

import java.util.Collection;
import java.util.List;

/// The pushes that start a workflow, as glob patterns: `*` stops at `/`, `**` does not, a leading
/// `!` takes out again.
///
/// With neither branches nor tags any branch matches and no tag does; with tags alone, no branch
/// does.
public record Push(List<String> branches, List<String> tags, List<String> paths) {

  public Push {
    branches = List.copyOf(branches);
    tags = List.copyOf(tags);
    paths = List.copyOf(paths);
  }

  public boolean matchesBranch(String branch) {
    return branches.isEmpty() ? tags.isEmpty() : Glob.select(branches, branch);
  }

  public boolean matchesTag(String tag) {
    return Glob.select(tags, tag);
  }

  /// Whether one of the changed paths is among those this workflow looks at; without `paths` every
  /// change is.
  public boolean matchesPaths(Collection<String> changed) {
    return paths.isEmpty() || changed.stream().anyMatch(path -> Glob.select(paths, path));
  }
}
