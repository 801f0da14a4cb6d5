package dev.tako.graph.plan;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.Topology;
import dev.tako.manifest.On;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

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

  public static Outcome plan(PlanScope scope, Plan.Request request, Limits limits) {
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
        complaints.isEmpty()
            ? new PlanAssembly(scope, travel, reactions).plan(workflow, order, warnings)
            : null);
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

  public static ManifestProblem missingWorkflow(IndexedManifest root, String workflow) {
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
