package dev.tako.graph.forecast;

import dev.tako.contract.EventPlan;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.Refusal;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.plan.PlanScope;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plans the run of an event from outside.
///
/// The artifact's repository need not be registered: a base image or a vendor's API has subscribers
/// all the same. When it is, it must put the artifact out.
public final class EventPlanner {
  /// A plan, or why there is none.
  public sealed interface Outcome {}

  /// The plan.
  ///
  /// @param root the manifest made up for the event
  public record Planned(EventPlan plan, IndexedManifest root) implements Outcome {}

  /// Everything that stands against a plan.
  public record Refused(Refusal refusal) implements Outcome {}

  private final Graph graph;
  private final EventPlan.Request request;

  private EventPlanner(Graph graph, EventPlan.Request request) {
    this.graph = graph;
    this.request = request;
  }

  public static Outcome plan(Graph graph, EventPlan.Request request, Planner.Limits limits) {
    return switch (new EventPlanner(graph, request).root()) {
      case No(Refusal refusal) -> new Refused(refusal);
      case Yes(IndexedManifest root) -> {
        PlanScope scope = new PlanScope(graph, root, request.only());
        yield switch (Planner.plan(scope, asRun(root), limits)) {
          case Planner.Refused(Refusal refusal) -> new Refused(refusal);
          case Planner.Planned(Plan plan, _) ->
              new Planned(new EventPlan(plan, candidates(scope)), root);
        };
      }
    };
  }

  /// What the event would set off.
  ///
  /// @param payload its values; `request` names their fields
  public static Forecaster.Outcome forecast(
      Graph graph, EventPlan.Request request, Map<String, Object> payload, Planner.Limits limits) {
    return switch (new EventPlanner(graph, request).root()) {
      case No(Refusal refusal) -> new Forecaster.Refused(refusal);
      case Yes(IndexedManifest root) ->
          Forecaster.forecast(
              new PlanScope(graph, root, request.only()),
              asRun(root),
              Places.outsideEvent(payload),
              limits);
    };
  }

  private static Plan.Request asRun(IndexedManifest root) {
    String workflow = root.manifest().workflows().keySet().iterator().next();
    return new Plan.Request(root.repo(), workflow, null, Map.of());
  }

  private static List<Candidate> candidates(PlanScope scope) {
    return scope.reactions(scope.stops().execution(scope.root(), 0)).stream()
        .map(edge -> new Candidate(edge.to().repo(), edge.index(), edge.to().workflow().name()))
        .toList();
  }

  private sealed interface Root {}

  private record Yes(IndexedManifest root) implements Root {}

  private record No(Refusal refusal) implements Root {}

  private Root root() {
    List<String> wrong =
        EventRoot.problems(request.type(), request.schemaVersion(), request.fields());
    if (!wrong.isEmpty()) {
      return no(String.join("; ", wrong), List.of());
    }
    ArtifactRef artifact = null;
    if (request.artifact() != null) {
      try {
        artifact = ArtifactRef.parseOrDefault(request.artifact());
      } catch (IllegalArgumentException e) {
        return no(String.valueOf(e.getMessage()), List.of());
      }
    }
    if (request.only() != null) {
      return rootOfOnly(request.only(), artifact);
    }
    return artifact == null
        ? no("expected an artifact as owner/repo:artifact, found none", List.of())
        : rootOf(artifact);
  }

  private Root rootOf(ArtifactRef artifact) {
    RepositoryRef repo = new RepositoryRef(artifact.owner(), artifact.repo(), null);
    IndexedManifest known = graph.manifest(repo).orElse(null);
    Collection<String> names = known == null ? List.of() : known.manifest().artifacts().keySet();
    if (known != null && !names.contains(artifact.artifact())) {
      return no(
          new ManifestProblem(
              known.repo().toString(),
              IndexedManifest.FILE,
              0,
              0,
              "artifacts",
              "expected %s to put out an artifact '%s', found %s"
                  .formatted(repo, artifact.artifact(), String.join(", ", new TreeSet<>(names))),
              Names.didYouMean(artifact.artifact(), names)
                  + "Name one of its artifacts, or add this one to tako.yml.",
              null));
    }
    return new Yes(
        EventRoot.of(artifact, request.type(), request.schemaVersion(), request.fields()));
  }

  /// Of the one subscriber that is asked for, some subscription must listen for the event; where
  /// the artifact is not named, it is theirs.
  private Root rootOfOnly(EventPlan.Only only, @Nullable ArtifactRef artifact) {
    Repository repository = graph.get(only.repo());
    IndexedManifest manifest = repository == null ? null : repository.manifest().orElse(null);
    if (repository == null || manifest == null) {
      return no(
          "expected %s to be registered and to have a valid tako.yml on its default branch; see tako repos list"
              .formatted(only.repo().fullName()),
          List.of());
    }
    if (only.repo().branch() != null && !only.repo().branch().equals(repository.defaultBranch())) {
      return no(
          "expected %s, whose subscriptions count, found branch '%s'; name the repository without it"
              .formatted(manifest.repo(), only.repo().branch()),
          List.of());
    }
    if (!manifest.manifest().workflows().containsKey(only.workflow())) {
      return no(Planner.missingWorkflow(manifest, only.workflow()));
    }
    List<Subscription> starting =
        manifest.manifest().subscriptions().stream()
            .filter(entry -> entry.workflow().equals(only.workflow()))
            .toList();
    List<ArtifactRef> listening =
        starting.stream()
            .filter(entry -> entry.events().contains(request.type()))
            .map(Subscription::artifact)
            .filter(about -> artifact == null || about.equals(artifact))
            .distinct()
            .toList();
    return switch (listening.size()) {
      case 0 -> no(nobodyListens(manifest, only.workflow(), artifact, starting));
      case 1 -> rootOf(listening.getFirst());
      default ->
          no(
              "expected one artifact, but subscriptions of %s start %s on %s of %s; say which"
                  .formatted(
                      manifest.repo(),
                      only.workflow(),
                      request.type(),
                      String.join(" and of ", listening.stream().map(String::valueOf).toList())),
              List.of());
    };
  }

  private ManifestProblem nobodyListens(
      IndexedManifest manifest,
      String workflow,
      @Nullable ArtifactRef artifact,
      List<Subscription> starting) {
    List<String> types =
        starting.stream().flatMap(entry -> entry.events().stream()).distinct().toList();
    String found =
        starting.isEmpty()
            ? "none that starts it"
            : starting.stream()
                .map(entry -> String.join(", ", entry.events()) + " of " + entry.artifact())
                .distinct()
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    return new ManifestProblem(
        manifest.repo().toString(),
        IndexedManifest.FILE,
        starting.isEmpty() ? 0 : starting.getFirst().at().line(),
        starting.isEmpty() ? 0 : starting.getFirst().at().column(),
        "subscriptions",
        "expected a subscription of %s that starts %s on %s%s, found %s"
            .formatted(
                manifest.repo(),
                workflow,
                request.type(),
                artifact == null ? "" : " of " + artifact,
                found),
        (types.contains(request.type()) ? "" : Names.didYouMean(request.type(), types))
            + "Name an event and an artifact it listens to, or add a subscription.",
        null);
  }

  private Root no(ManifestProblem problem) {
    return no(problem.message(), List.of(problem));
  }

  private Root no(String detail, List<ManifestProblem> problems) {
    String of = request.artifact() == null ? "" : " of " + request.artifact();
    return new No(new Refusal("No plan for " + request.type() + of, 422, detail, problems));
  }
}
