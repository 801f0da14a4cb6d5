package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import org.jspecify.annotations.Nullable;

/// One workflow on one repository, as a plan sees it.
///
/// @param repo with its branch
record Execution(RepositoryRef repo, String workflow) {
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Execution that
            && repo.equals(that.repo)
            && workflow.equals(that.workflow));
  }

  @Override
  public int hashCode() {
    return 31 * repo.hashCode() + workflow.hashCode();
  }
}
