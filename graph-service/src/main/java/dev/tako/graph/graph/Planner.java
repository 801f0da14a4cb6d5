package dev.tako.graph.graph;

import static java.util.Objects.requireNonNull;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.On;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Resolves a run ahead of time, or says everything that stands against it.
///
/// ```
/// root ─► dependents the workflow travels to ─► events they may emit ─► subscriptions that could match ─┐
///                                                        ▲                                              │
///                                                        └────────── events of the subscribed workflow ─┘
/// ```
public final class Planner {
  /// How many edges the longest chain of a plan may have.
  ///
  /// @param warnFrom a chain this long is worth a warning
  /// @param most a longer chain is refused
  public record Limits(int warnFrom, int most) {}

  /// A plan, or why there is none.
  public sealed interface Outcome {}

  /// The plan.
  ///
  /// @param manifests of its repositories, in their order
  public record Planned(Plan plan, List<IndexedManifest> manifests) implements Outcome {}

  /// Everything that stands against a plan.
  public record Refused(Plan.Refusal refusal) implements Outcome {}

  private static final BitSet NONE = new BitSet();

  private final PlanScope scope;
  private final Limits limits;
  private final Plan.Request request;
  private final Complaints complaints = new Complaints();
  private final SequencedSet<String> warnings = new LinkedHashSet<>();

  private Planner(PlanScope scope, Plan.Request request, Limits limits) {
    this.scope = scope;
    this.request = request;
    this.limits = limits;
  }

  /// @param root the manifest to start from; of its repository the plan uses this commit
  public static Outcome plan(
      Graph graph, IndexedManifest root, Plan.Request request, Limits limits) {
    return plan(new PlanScope(graph, root), request, limits);
  }

  static Outcome plan(PlanScope scope, Plan.Request request, Limits limits) {
    return prepare(scope, request, limits).with(request.inputs());
  }

  /// @param request its inputs are not looked at
  public static PreparedPlan prepare(
      Graph graph, IndexedManifest root, Plan.Request request, Limits limits) {
    return prepare(new PlanScope(graph, root), request, limits);
  }

  private static PreparedPlan prepare(PlanScope scope, Plan.Request request, Limits limits) {
    return new Planner(scope, request, limits).prepare();
  }

  private PreparedPlan prepare() {
    IndexedManifest root = scope.root();
    String workflow = request.workflow();
    if (!root.manifest().workflows().containsKey(workflow)) {
      return new PreparedPlan(
          root.repo(), workflow, null, List.of(missingWorkflow(root, workflow)), null);
    }
    var travel = new DependentsRule(scope, workflow, complaints, warnings).walk();
    var reactions =
        new ReactionsRule(scope, complaints)
            .walk(
                travel.edges().reversed().keySet().stream()
                    .map(repo -> new Execution(repo, workflow))
                    .toList());
    List<RepositoryRef> order = Topology.order(travel.edges());
    if (complaints.isEmpty()) {
      new DepthRule(scope, limits, complaints, warnings)
          .check(root.repo(), workflow, travel, reactions);
    }
    if (request.byName()) {
      checkStartsByName(root, root.manifest().workflows().get(workflow));
    }
    new SupportRule(scope, complaints).check(travel, reactions);
    return new PreparedPlan(
        root.repo(),
        workflow,
        new InputsRule(scope, workflow, order, travel),
        complaints.inOrder(),
        complaints.isEmpty() ? planned(order, travel, reactions) : null);
  }

  /// A workflow whose `on` lacks `exec` is not for people and programs to start.
  private void checkStartsByName(IndexedManifest root, @Nullable Workflow workflow) {
    if (workflow == null || workflow.on().exec()) {
      return;
    }
    On on = workflow.on();
    List<String> others = new ArrayList<>();
    if (on.push() != null) {
      others.add("push");
    }
    if (!on.schedules().isEmpty()) {
      others.add("schedule");
    }
    complaints.add(
        root,
        workflow.at(),
        "workflows." + workflow.name() + ".on",
        "expected exec in 'on' of workflow '%s', because it is started by its name, found %s"
            .formatted(workflow.name(), others.isEmpty() ? "nothing" : String.join(", ", others)),
        "add exec to its 'on'");
  }

  private Planned planned(
      List<RepositoryRef> order,
      Walk<RepositoryRef, DependentEdge> travel,
      Walk<Execution, ReactionEdge> reactions) {
    SequencedSet<RepositoryRef> all = new LinkedHashSet<>(order);
    reactions.edges().reversed().keySet().forEach(execution -> all.add(execution.repo()));
    List<PlannedRepository> repositories = new ArrayList<>(all.size());
    List<IndexedManifest> manifests = new ArrayList<>(all.size());
    Map<RepositoryRef, Integer> places = HashMap.newHashMap(all.size());
    for (RepositoryRef repo : all) {
      IndexedManifest manifest = scope.manifest(repo);
      repositories.add(
          new PlannedRepository(
              repo, scope.url(manifest), manifest.commit(), manifest.sourceDigest()));
      places.put(repo, manifests.size());
      manifests.add(manifest);
    }
    List<PlannedDependent> dependents = new ArrayList<>();
    for (RepositoryRef repo : order) {
      for (DependentEdge edge : edges(travel.edges(), repo)) {
        dependents.add(
            new PlannedDependent(
                requireNonNull(places.get(edge.from())),
                requireNonNull(places.get(edge.to())),
                edge.index()));
      }
    }
    Map<RepositoryRef, BitSet> reacting = reacting(reactions);
    Map<ArtifactRef, Integer> artifacts = new LinkedHashMap<>();
    List<PlannedSubscription> subscriptions = subscriptions(manifests, reacting, artifacts);
    Plan unhashed =
        new Plan(
            "",
            scope.root().repo(),
            request.workflow(),
            repositories,
            dependents,
            artifacts.keySet().stream().map(ArtifactRef::toString).toList(),
            subscriptions,
            excluded(reacting),
            List.copyOf(warnings));
    return new Planned(PlanHash.stamp(unhashed, manifests), manifests);
  }

  /// The subscriptions that could match, by their indexes.
  private static Map<RepositoryRef, BitSet> reacting(Walk<Execution, ReactionEdge> reactions) {
    Map<RepositoryRef, BitSet> reacting = new HashMap<>();
    for (List<ReactionEdge> edges : reactions.edges().values()) {
      for (ReactionEdge edge : edges) {
        reacting.computeIfAbsent(edge.to().repo(), _ -> new BitSet()).set(edge.index());
      }
    }
    return reacting;
  }

  /// In the order of the plan's repositories and of their manifests.
  ///
  /// @param artifacts gets those that are subscribed to, with their places
  private static List<PlannedSubscription> subscriptions(
      List<IndexedManifest> manifests,
      Map<RepositoryRef, BitSet> reacting,
      Map<ArtifactRef, Integer> artifacts) {
    List<PlannedSubscription> subscriptions = new ArrayList<>();
    for (int place = 0; place < manifests.size(); place++) {
      IndexedManifest manifest = manifests.get(place);
      BitSet indexes = reacting.getOrDefault(manifest.repo(), NONE);
      for (int index = indexes.nextSetBit(0); index >= 0; index = indexes.nextSetBit(index + 1)) {
        ArtifactRef artifact = manifest.manifest().subscriptions().get(index).artifact();
        int known = artifacts.size();
        int found = artifacts.computeIfAbsent(artifact, _ -> known);
        subscriptions.add(new PlannedSubscription(place, index, found));
      }
    }
    return subscriptions;
  }

  private List<ExcludedSubscription> excluded(Map<RepositoryRef, BitSet> reacting) {
    if (scope.excluded().isEmpty()) {
      return List.of();
    }
    return scope.excluded().stream()
        .filter(edge -> !reacting.getOrDefault(edge.subscriber(), NONE).get(edge.index()))
        .sorted(
            Comparator.comparing(ExcludedSubscription::subscriber, Names.ORDER)
                .thenComparingInt(ExcludedSubscription::index)
                .thenComparing(ExcludedSubscription::event))
        .toList();
  }

  private static <N, E> List<E> edges(Map<N, List<E>> edges, N node) {
    return edges.getOrDefault(node, List.of());
  }

  static ManifestProblem missingWorkflow(IndexedManifest root, String workflow) {
    var known = root.manifest().workflows().keySet();
    return new ManifestProblem(
        root.repo().toString(),
        IndexedManifest.FILE,
        0,
        0,
        "workflows",
        "expected a workflow '%s', found %s"
            .formatted(workflow, known.isEmpty() ? "none" : String.join(", ", known)),
        Names.didYouMean(workflow, known)
            + "Name one of its workflows, or add this one to tako.yml.",
        null);
  }
}
