package dev.tako.graph.graph;

import dev.tako.contract.Plan;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What pushing a commit would start.
///
/// @param repo with the branch its run would have
/// @param ref `refs/heads/…` or `refs/tags/…`
/// @param workflows every one of its manifest
public record PushForecast(RepositoryRef repo, String ref, String commit, List<Answer> workflows) {
  public PushForecast {
    workflows = List.copyOf(workflows);
  }

  /// One workflow's answer to the push.
  ///
  /// @param reason why it starts or not
  /// @param forecast of what starts
  /// @param refusal where it would start and cannot be planned
  public record Answer(
      String workflow,
      boolean starts,
      String reason,
      @Nullable Forecast forecast,
      Plan.@Nullable Refusal refusal) {}

  /// @param changed the paths the push changes
  /// @param assumed values of payload fields that are not known beforehand, by field name
  public static PushForecast of(
      Graph graph,
      IndexedManifest pushed,
      String ref,
      Collection<String> changed,
      Map<String, Object> assumed,
      Planner.Limits limits) {
    List<Answer> answers = new ArrayList<>();
    for (Workflow workflow : pushed.manifest().workflows().values()) {
      String whyNot = PushRule.whyNot(workflow, ref, changed);
      if (whyNot != null) {
        answers.add(new Answer(workflow.name(), false, whyNot, null, null));
        continue;
      }
      var request = new Plan.Request(pushed.repo(), workflow.name(), pushed.commit(), Map.of());
      String why = "its 'on' matches " + ref;
      answers.add(
          switch (Forecaster.forecast(graph, pushed, request, assumed, limits)) {
            case Forecaster.Told(Forecast forecast) ->
                new Answer(workflow.name(), true, why, forecast, null);
            case Forecaster.Refused(Plan.Refusal refusal) ->
                new Answer(workflow.name(), true, why, null, refusal);
          });
    }
    return new PushForecast(pushed.repo(), ref, pushed.commit(), answers);
  }

  /// The same for a terminal.
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append("Pushing %s as %s of %s\n".formatted(commit, ref, repo.fullName()));
    for (Answer answer : workflows) {
      out.append(answer.starts() ? "\nstarts " : "\ndoes not start ");
      out.append(answer.workflow()).append(": ").append(answer.reason()).append('\n');
      if (answer.forecast() != null) {
        out.append(ForecastText.of(answer.forecast()));
      }
      if (answer.refusal() != null) {
        out.append("refused: ").append(answer.refusal().detail()).append('\n');
      }
    }
    return out.toString();
  }
}
