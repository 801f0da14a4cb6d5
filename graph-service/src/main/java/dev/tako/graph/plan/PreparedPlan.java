package dev.tako.graph.plan;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.graph.plan.Planner.Outcome;
import dev.tako.graph.plan.Planner.Planned;
import dev.tako.graph.plan.Planner.Refused;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything of a plan that the inputs of the run have no say in, for any number of runs over the
/// same graph. Immutable.
public final class PreparedPlan {
  private final RepositoryRef root;
  private final String workflow;
  private final @Nullable InputsRule inputs;
  private final List<ManifestProblem> problems;
  private final @Nullable Planned planned;

  /// @param inputs null where the root lacks the workflow, so that there is nothing to give inputs
  ///   to
  /// @param problems what stands against it, whatever the inputs
  /// @param planned null where something does
  PreparedPlan(
      RepositoryRef root,
      String workflow,
      @Nullable InputsRule inputs,
      List<ManifestProblem> problems,
      @Nullable Planned planned) {
    this.root = root;
    this.workflow = workflow;
    this.inputs = inputs;
    this.problems = List.copyOf(problems);
    this.planned = planned;
  }

  /// The plan of a run with these inputs, or why there is none.
  public Outcome with(Map<String, Object> given) {
    Complaints complaints = new Complaints();
    complaints.addAll(problems);
    if (inputs != null) {
      inputs.check(given, complaints);
    }
    return planned != null && complaints.isEmpty() ? planned : refused(complaints.inOrder());
  }

  /// How many repositories and edges it holds.
  public int weight() {
    if (planned == null) {
      return 1 + problems.size();
    }
    Plan plan = planned.plan();
    return plan.repositories().size() + plan.dependents().size() + plan.subscriptions().size();
  }

  private Refused refused(List<ManifestProblem> all) {
    String detail =
        all.size() == 1
            ? all.getFirst().message()
            : all.size() + " problems stand against it; the first: " + all.getFirst().message();
    return new Refused(
        new Plan.Refusal("No plan for %s on %s".formatted(workflow, root), 422, detail, all));
  }
}
