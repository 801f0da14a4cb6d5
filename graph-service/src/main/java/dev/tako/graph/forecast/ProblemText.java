package dev.tako.graph.forecast;

import dev.tako.contract.ManifestProblem;

/// A problem for a terminal, with the repository it stands in.
final class ProblemText {
  private ProblemText() {}

  /// Without a line break at its end.
  static String of(ManifestProblem problem) {
    String rendered = problem.rendered();
    if (rendered != null) {
      return problem.repo() + " " + rendered.stripTrailing();
    }
    String place = problem.line() > 0 ? ":%d:%d".formatted(problem.line(), problem.column()) : "";
    return "%s %s%s: %s%s"
        .formatted(
            problem.repo(),
            problem.file(),
            place,
            problem.message(),
            problem.hint() == null ? "" : "\n  hint: " + problem.hint());
  }
}
