package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Status;
import dev.tako.coordinator.run.RunPlan.Edge;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.template.TemplateException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries the workflow on to the repositories that depend on a completed one (rules R6 and R7).
final class Dependents {
  private final Draft draft;
  private final Executions executions;

  Dependents(Draft draft, Executions executions) {
    this.draft = draft;
    this.executions = executions;
  }

  /// Creates the executions of all followers, so that everybody can see from the start what will
  /// come.
  void create() {
    for (RepositoryRef repo : draft.plan.followers()) {
      executions.create(
          repo,
          draft.plan.workflow(repo, draft.run().workflow()),
          new Cause.Dependent(draft.plan.parentsOf(repo)),
          Map.of(),
          null);
    }
  }

  /// Brings every follower of `parent` one step nearer to its start.
  void parentEnded(Execution parent) {
    Set<RepositoryRef> told = new HashSet<>();
    for (Edge edge : draft.plan.edgesFrom(parent.repo())) {
      Execution child = follower(edge.to());
      if (!(child.state() instanceof ExecutionState.Pending pending)) {
        continue;
      }
      String broken = pending.broken();
      Execution next = child;
      if (parent.status() != Status.COMPLETED) {
        broken =
            broken == null
                ? "parent %s did not complete (%s)".formatted(parent.repo(), parent.status().word())
                : broken;
      } else if (broken == null) {
        try {
          next = child.withInputs(merged(child, parent, edge));
        } catch (TemplateException e) {
          broken =
              "inputs of dependent %s in %s cannot be rendered: %s"
                  .formatted(edge.to(), parent.repo(), e.getMessage());
          draft.fail(broken);
        }
      }
      int left = told.add(edge.to()) ? pending.parentsLeft() - 1 : pending.parentsLeft();
      draft.put(next.in(new ExecutionState.Pending(left, broken)));
    }
    for (RepositoryRef repo : told) {
      Execution child = follower(repo);
      if (child.state() instanceof ExecutionState.Pending(int left, String broken) && left == 0) {
        release(child, broken);
      }
    }
  }

  private void release(Execution child, @Nullable String broken) {
    if (broken != null) {
      draft.later(() -> executions.skip(child.id(), broken));
      return;
    }
    Workflow workflow = executions.workflowOf(child);
    InputValues.Resolved resolved = InputValues.resolve(workflow, child.inputs());
    if (!resolved.problems().isEmpty()) {
      String why = String.join("; ", resolved.problems());
      draft.later(() -> executions.fail(child.id(), Status.FAILED, null, why));
      return;
    }
    draft.put(child.withInputs(resolved.values()));
    draft.later(() -> executions.enter(child.id()));
  }

  /// The inputs the child has so far and those of this edge; where two parents give one input, the
  /// one that ended later wins.
  private Map<String, Object> merged(Execution child, Execution parent, Edge edge)
      throws TemplateException {
    Map<String, Object> inputs = new HashMap<>(child.inputs());
    Dependent entry = edge.entry();
    if (entry.inputs() != null) {
      inputs.putAll(
          draft.plan.render(
              entry.inputs(), Scopes.of(draft, parent, executions.workflowOf(parent), null)));
    } else {
      Set<String> declared = executions.workflowOf(child).inputs().keySet();
      parent.inputs().entrySet().stream()
          .filter(input -> declared.contains(input.getKey()))
          .forEach(input -> inputs.put(input.getKey(), input.getValue()));
    }
    return inputs;
  }

  /// Followers were created right after the root, in the plan's order.
  private Execution follower(RepositoryRef repo) {
    return draft.get(ExecutionId.of(draft.run().id(), draft.plan.placeOf(repo) + 2));
  }
}
