package dev.tako.graph.forecast;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.graph.forecast.PushForecast.Answer;
import dev.tako.graph.forecast.PushForecast.Index;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A push's forecast for a terminal.
///
/// ```
/// Pushing 5f0c… as refs/heads/next of acme/core
/// Its manifest comes into force on acme/core:next.
///
/// does not start release: branches [main] do not match next
/// ```
final class PushText {
  private static final int SHORT = 10;

  private final StringBuilder out = new StringBuilder();

  private PushText() {}

  static String of(PushForecast forecast) {
    PushText text = new PushText();
    text.write(forecast);
    return text.out.toString();
  }

  private void write(PushForecast push) {
    line("Pushing %s as %s of %s".formatted(push.commit(), push.ref(), push.repo().fullName()));
    line(effect(push));
    if (push.index().reason() != null) {
      line("Nothing starts, because of %s:".formatted(count(push.index().problems())));
      problems(push.index().problems());
      return;
    }
    for (Answer answer : push.workflows()) {
      out.append(answer.starts() ? "\nstarts " : "\ndoes not start ");
      line(answer.workflow() + ": " + answer.reason());
      if (answer.forecast() != null) {
        out.append(ForecastText.of(answer.forecast()));
      }
      if (answer.refusal() != null) {
        refused(answer.refusal());
      }
    }
  }

  private static String effect(PushForecast push) {
    Index index = push.index();
    String before = index.inForce() == null ? null : shortened(index.inForce());
    String branch = push.repo().toString();
    return switch (index.effect()) {
      case indexed -> indexed(push, before);
      case rejected ->
          "Its manifest would be rejected; "
              + (before == null
                  ? "none is in force on %s.".formatted(branch)
                  : "on %s that of %s stays in force.".formatted(branch, before));
      case withdrawn ->
          before == null
              ? "It has no tako.yml, and none is in force on %s.".formatted(branch)
              : "It has no tako.yml; on %s that of %s would be in force no more."
                  .formatted(branch, before);
      case none ->
          push.ref().startsWith("refs/tags/")
              ? "A tag brings no manifest into force."
              : "It brings no manifest into force: %s is at a newer commit.".formatted(branch);
    };
  }

  private static String indexed(PushForecast push, @Nullable String before) {
    if (before == null) {
      return "Its manifest would come into force on %s, where none is.".formatted(push.repo());
    }
    return push.commit().equals(push.index().inForce())
        ? "Its manifest is in force on %s already.".formatted(push.repo())
        : "Its manifest would come into force on %s in place of that of %s."
            .formatted(push.repo(), before);
  }

  private void refused(Plan.Refusal refusal) {
    line(
        refusal.problems().isEmpty()
            ? "but its run would be refused: " + refusal.detail()
            : "but its run would be refused, because of %s:".formatted(count(refusal.problems())));
    problems(refusal.problems());
  }

  private static String count(List<ManifestProblem> problems) {
    return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
  }

  private void problems(List<ManifestProblem> problems) {
    problems.forEach(problem -> line(ProblemText.of(problem)));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String shortened(String commit) {
    return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
  }
}
