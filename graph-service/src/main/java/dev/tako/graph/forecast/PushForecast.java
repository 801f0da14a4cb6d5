package dev.tako.graph.forecast;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.graph.cycle.Admission;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What pushing a commit would do to the index, and which runs it would start.
///
/// @param repo with the branch its run would have
/// @param ref `refs/heads/…` or `refs/tags/…`
/// @param workflows every one of its manifest; none when the manifest cannot be read
public record PushForecast(
    RepositoryRef repo, String ref, String commit, Index index, List<Answer> workflows) {
  public PushForecast {
    workflows = List.copyOf(workflows);
  }

  /// What becomes of the pushed manifest.
  public enum Effect {
    /// It comes into force on its branch.
    indexed,
    /// It is invalid or closes a cycle; what is in force stays.
    rejected,
    /// There is none; nothing is in force on the branch any more.
    withdrawn,
    /// The push is of a tag, or of a commit that is older than what was indexed.
    none
  }

  /// What the push does to the index, and whether its manifest is any good.
  ///
  /// @param inForce the commit whose manifest is in force on the branch before the push
  /// @param reason why the manifest is not to be used, so that nothing starts; null when it is
  /// @param problems all of them, each with its place
  public record Index(
      Effect effect,
      @Nullable String inForce,
      @Nullable String reason,
      List<ManifestProblem> problems) {
    public Index {
      problems = List.copyOf(problems);
    }
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

  /// A push as it would come.
  ///
  /// @param ref `refs/heads/…` or `refs/tags/…`
  /// @param newest whether it may change what is in force on its branch
  /// @param changed the paths it changes
  public record Pushed(String ref, boolean newest, Collection<String> changed) {
    public Pushed {
      changed = Set.copyOf(changed);
    }
  }

  /// @param read what was read at the pushed commit, as a change of its branch
  /// @param assumed values of payload fields that are not known beforehand, by field name
  public static PushForecast of(
      Graph graph, Change read, Pushed push, Map<String, Object> assumed, Planner.Limits limits) {
    Change happens = push.newest() ? Admission.of(graph, read) : read;
    return switch (happens) {
      case Change.PutInForce(IndexedManifest manifest, _) -> {
        Graph then = push.newest() ? happens.in(graph) : graph;
        yield new PushForecast(
            manifest.repo(),
            push.ref(),
            manifest.commit(),
            new Index(
                push.newest() ? Effect.indexed : Effect.none,
                inForce(graph, manifest.repo()),
                null,
                List.of()),
            workflowsOf(read).stream()
                .map(workflow -> answer(then, manifest, workflow, push, assumed, limits))
                .toList());
      }
      case Change.Rejected(RepositoryRef repo, Rejection why, _) ->
          unusable(graph, repo, read, push, Effect.rejected, why);
      case Change.Withdrawn(RepositoryRef repo, Rejection why, _) ->
          unusable(graph, repo, read, push, Effect.withdrawn, why);
      case Change.Saved _, Change.Forgotten _ ->
          throw new IllegalArgumentException(
              "Expected what was read at a commit to be pushed, found " + happens);
    };
  }

  private static PushForecast unusable(
      Graph graph, RepositoryRef repo, Change read, Pushed push, Effect effect, Rejection why) {
    return new PushForecast(
        repo,
        push.ref(),
        why.commit(),
        new Index(
            push.newest() ? effect : Effect.none,
            inForce(graph, repo),
            why.reason(),
            why.problems()),
        workflowsOf(read).stream()
            .map(workflow ->
                new Answer(workflow.name(), false, "its manifest would be rejected", null, null))
            .toList());
  }

  private static Answer answer(
      Graph graph,
      IndexedManifest pushed,
      Workflow workflow,
      Pushed push,
      Map<String, Object> assumed,
      Planner.Limits limits) {
    String whyNot = PushRule.whyNot(workflow, push.ref(), push.changed());
    if (whyNot != null) {
      return new Answer(workflow.name(), false, whyNot, null, null);
    }
    var request = new Plan.Request(pushed.repo(), workflow.name(), pushed.commit(), Map.of());
    String why = "its 'on' matches " + push.ref();
    return switch (Forecaster.forecast(graph, pushed, request, assumed, limits)) {
      case Forecaster.Told(Forecast forecast) ->
          new Answer(workflow.name(), true, why, forecast, null);
      case Forecaster.Refused(Plan.Refusal refusal) ->
          new Answer(workflow.name(), true, why, null, refusal);
    };
  }

  private static Collection<Workflow> workflowsOf(Change read) {
    return read instanceof Change.PutInForce(IndexedManifest manifest, _)
        ? manifest.manifest().workflows().values()
        : List.of();
  }

  private static @Nullable String inForce(Graph graph, RepositoryRef repo) {
    return graph
        .find(repo.fullName())
        .flatMap(repository -> repository.branch(repo.branch()))
        .map(Branch::inForce)
        .map(IndexedManifest::commit)
        .orElse(null);
  }

  /// The same for a terminal.
  public String text() {
    return PushText.of(this);
  }
}
