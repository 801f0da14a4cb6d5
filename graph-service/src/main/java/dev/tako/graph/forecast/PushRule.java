package dev.tako.graph.forecast;

import dev.tako.manifest.Push;
import dev.tako.manifest.Workflow;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which workflows a push starts: those whose `on.push` matches the ref and the changed paths.
public final class PushRule {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private PushRule() {}

  /// Why a push does not start the workflow; null when it does.
  ///
  /// @param ref `refs/heads/…` or `refs/tags/…`
  /// @param changed paths; asked only of a workflow that has `paths`
  public static @Nullable String whyNot(Workflow workflow, String ref, Collection<String> changed) {
    Push on = workflow.on().push();
    if (on == null) {
      return "its 'on' has no push";
    }
    if (ref.startsWith(HEADS) && !on.matchesBranch(ref.substring(HEADS.length()))) {
      return unmatched("branch", on.branches(), "tags", ref.substring(HEADS.length()));
    }
    if (ref.startsWith(TAGS) && !on.matchesTag(ref.substring(TAGS.length()))) {
      return unmatched("tag", on.tags(), "branches", ref.substring(TAGS.length()));
    }
    return on.matchesPaths(changed)
        ? null
        : "none of the %d changed paths matches paths %s".formatted(changed.size(), on.paths());
  }

  private static String unmatched(String kind, List<String> patterns, String others, String name) {
    return patterns.isEmpty()
        ? "only %s start it, and %s is a %s".formatted(others, name, kind)
        : "%s %s do not match %s"
            .formatted(kind.equals("tag") ? "tags" : "branches", patterns, name);
  }

  /// Whether it takes the changed paths to decide.
  public static boolean asksForPaths(Workflow workflow) {
    Push on = workflow.on().push();
    return on != null && !on.paths().isEmpty();
  }
}
