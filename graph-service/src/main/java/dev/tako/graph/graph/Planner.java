package dev.tako.graph.graph;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.On;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

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
    IndexedManifest root = scope.root().manifest();
    String workflow = request.workflow();
    Execution first = scope.stops().execution(scope.root(), workflow);
    if (first == null) {
      return new PreparedPlan(
          root.repo(), workflow, null, List.of(missingWorkflow(root, workflow)), null);
    }
    var travel = new DependentsRule(scope, workflow, complaints, warnings).walk(first);
    var reactions = new ReactionsRule(scope, complaints).walk(travel.nodes().reversed());
    List<Execution> order = Topology.order(travel);
    if (complaints.isEmpty()) {
      new DepthRule(scope, limits, complaints, warnings).check(first, travel, reactions);
    }
    if (request.byName()) {
      checkStartsByName(root, first.workflow());
    }
    new SupportRule(scope, complaints).check(travel, reactions);
    return new PreparedPlan(
        root.repo(),
        workflow,
        new InputsRule(workflow, order, travel),
        complaints.inOrder(),
        complaints.isEmpty() ? planned(order, travel, reactions) : null);
  }

  /// A workflow whose `on` lacks `exec` is not for people and programs to start.
  private void checkStartsByName(IndexedManifest root, Workflow workflow) {
    if (workflow.on().exec()) {
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
      List<Execution> order,
      Walk<Execution, DependentEdge> travel,
      Walk<Execution, ReactionEdge> reactions) {
    List<Stop> all = inOrder(order, reactions.nodes().reversed());
    List<PlannedRepository> repositories = new ArrayList<>(all.size());
    List<IndexedManifest> manifests = new ArrayList<>(all.size());
    for (Stop stop : all) {
      IndexedManifest manifest = stop.manifest();
      repositories.add(
          new PlannedRepository(
              stop.repo(), scope.url(stop), manifest.commit(), manifest.source()));
      manifests.add(manifest);
    }
    List<PlannedDependent> dependents = new ArrayList<>();
    for (Execution execution : order) {
      for (DependentEdge edge : travel.edges(execution)) {
        dependents.add(new PlannedDependent(edge.from().repo(), edge.to().repo(), edge.index()));
      }
    }
    List<PlannedSubscription> subscriptions = subscriptions(all, reactions);
    Plan unhashed =
        new Plan(
            "",
            scope.root().repo(),
            request.workflow(),
            repositories,
            dependents,
            subscriptions,
            excluded(subscriptions),
            List.copyOf(warnings));
    return new Planned(PlanHash.stamp(unhashed, manifests), manifests);
  }

  /// Each once, those the workflow travels to first.
  private List<Stop> inOrder(List<Execution> travelling, List<Execution> reacting) {
    List<Stop> all = new ArrayList<>(scope.stops().all().size());
    BitSet seen = new BitSet();
    for (List<Execution> executions : List.of(travelling, reacting)) {
      for (Execution execution : executions) {
        Stop stop = execution.stop();
        if (!seen.get(stop.place())) {
          seen.set(stop.place());
          all.add(stop);
        }
      }
    }
    return all;
  }

  /// In the order of the plan's repositories and of their manifests.
  private List<PlannedSubscription> subscriptions(
      List<Stop> all, Walk<Execution, ReactionEdge> reactions) {
    BitSet[] reacting = new BitSet[scope.stops().all().size()];
    for (Execution execution : reactions.nodes()) {
      for (ReactionEdge edge : reactions.edges(execution)) {
        int place = edge.to().stop().place();
        reacting[place] = reacting[place] == null ? new BitSet() : reacting[place];
        reacting[place].set(edge.index());
      }
    }
    List<PlannedSubscription> subscriptions = new ArrayList<>();
    for (Stop stop : all) {
      BitSet indexes = reacting[stop.place()];
      for (int i = indexes == null ? -1 : indexes.nextSetBit(0);
          i >= 0;
          i = indexes.nextSetBit(i + 1)) {
        subscriptions.add(new PlannedSubscription(stop.repo(), i));
      }
    }
    return subscriptions;
  }

  private List<ExcludedSubscription> excluded(List<PlannedSubscription> subscriptions) {
    if (scope.excluded().isEmpty()) {
      return List.of();
    }
    Set<PlannedSubscription> reacting = new HashSet<>(subscriptions);
    return scope.excluded().stream()
        .filter(
            edge -> !reacting.contains(new PlannedSubscription(edge.subscriber(), edge.index())))
        .sorted(
            Comparator.comparing(ExcludedSubscription::subscriber, Names.ORDER)
                .thenComparingInt(ExcludedSubscription::index)
                .thenComparing(ExcludedSubscription::event))
        .toList();
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
