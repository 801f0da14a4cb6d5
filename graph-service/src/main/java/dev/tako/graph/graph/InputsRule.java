package dev.tako.graph.graph;

import dev.tako.manifest.Input;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.Position;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Checks the inputs that can be known ahead of time: those of the request, those handed on
/// unchanged, and constants of a mapping. A template's value is only known to be there. (The
/// mapping of a subscription was checked with its manifest: both ends stand in one file.)
final class InputsRule {
  /// @param known values
  /// @param later names that get a value while the run goes on
  private record Inputs(Map<String, Object> known, Set<String> later) {
    static Inputs none() {
      return new Inputs(new LinkedHashMap<>(), new HashSet<>());
    }
  }

  private final PlanScope scope;
  private final Complaints complaints;

  InputsRule(PlanScope scope, Complaints complaints) {
    this.scope = scope;
    this.complaints = complaints;
  }

  void check(
      List<RepositoryRef> order,
      String workflow,
      Map<String, Object> given,
      Walk<RepositoryRef, DependentEdge> travel) {
    Map<RepositoryRef, Inputs> arrived = new HashMap<>();
    Map<RepositoryRef, DependentEdge> first = new HashMap<>();
    IndexedManifest root = scope.root();
    arrived.put(root.repo(), new Inputs(new LinkedHashMap<>(given), new HashSet<>()));
    for (RepositoryRef repo : order) {
      Workflow target = workflowOf(repo, workflow);
      Inputs inputs = arrived.getOrDefault(repo, Inputs.none());
      DependentEdge edge = first.get(repo);
      Map<String, Object> resolved =
          edge == null
              ? resolve(
                  target, inputs, root, target.at(), () -> "workflows." + workflow + ".inputs")
              : resolve(
                  target,
                  inputs,
                  scope.manifest(edge.from()),
                  edge.dependent().at(),
                  () -> edge.path() + ".inputs");
      Inputs own = new Inputs(resolved, inputs.later());
      for (DependentEdge out : travel.edges().getOrDefault(repo, List.of())) {
        first.putIfAbsent(out.to(), out);
        handOn(out, own, arrived.computeIfAbsent(out.to(), _ -> Inputs.none()), workflow);
      }
    }
  }

  private void handOn(DependentEdge edge, Inputs from, Inputs to, String workflow) {
    Workflow target = workflowOf(edge.to(), workflow);
    Map<String, Object> mapping = edge.dependent().inputs();
    if (mapping != null) {
      IndexedManifest manifest = scope.manifest(edge.from());
      merge(to, mapped(mapping, target, manifest, edge.dependent().at(), edge.path(), edge.to()));
      return;
    }
    for (String name : target.inputs().keySet()) {
      Object value = from.known().get(name);
      if (value != null) {
        merge(to, name, value);
      } else if (from.later().contains(name)) {
        to.later().add(name);
      }
    }
    to.known().keySet().removeAll(to.later());
  }

  private Inputs mapped(
      Map<String, Object> mapping,
      Workflow target,
      IndexedManifest in,
      Position at,
      String path,
      RepositoryRef to) {
    Inputs inputs = Inputs.none();
    mapping.forEach((name, value) -> {
      if (!target.inputs().containsKey(name)) {
        complaints.add(
            in,
            at,
            path + ".inputs." + name,
            "expected an input of workflow '%s' of %s, found '%s'"
                .formatted(target.name(), to, name),
            Names.didYouMean(name, target.inputs().keySet())
                + (target.inputs().isEmpty()
                    ? "That workflow has no inputs."
                    : "It has " + String.join(", ", target.inputs().keySet()) + "."));
      } else if (value instanceof String text && text.contains("{{")) {
        inputs.later().add(name);
      } else {
        inputs.known().put(name, value);
      }
    });
    return inputs;
  }

  /// Which of several parents ends last, and so decides, is not known yet where they disagree.
  private static void merge(Inputs to, Inputs more) {
    more.known().forEach((name, value) -> merge(to, name, value));
    to.later().addAll(more.later());
    to.known().keySet().removeAll(to.later());
  }

  private static void merge(Inputs to, String name, Object value) {
    Object before = to.known().putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      to.later().add(name);
    }
  }

  private Map<String, Object> resolve(
      Workflow target, Inputs inputs, IndexedManifest in, Position at, Supplier<String> path) {
    var resolved = InputValues.resolve(without(target, inputs.later()), inputs.known());
    for (String problem : resolved.problems()) {
      complaints.add(
          in, at, path.get(), "workflow '%s': %s".formatted(target.name(), problem), null);
    }
    return resolved.values();
  }

  static Workflow without(Workflow workflow, Set<String> names) {
    if (names.isEmpty()) {
      return workflow;
    }
    Map<String, Input> inputs = new LinkedHashMap<>(workflow.inputs());
    inputs.keySet().removeAll(names);
    return new Workflow(
        workflow.name(),
        workflow.on(),
        inputs,
        workflow.env(),
        workflow.secrets(),
        workflow.image(),
        workflow.resources(),
        workflow.timeout(),
        workflow.detectEvents(),
        workflow.steps(),
        workflow.at());
  }

  private Workflow workflowOf(RepositoryRef repo, String workflow) {
    Workflow found = scope.manifest(repo).manifest().workflows().get(workflow);
    if (found == null) {
      throw new IllegalStateException(
          "Expected %s to have a workflow %s; the walk checked it.".formatted(repo, workflow));
    }
    return found;
  }
}
