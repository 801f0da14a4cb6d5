package dev.tako.graph.forecast;

import dev.tako.contract.Plan;
import dev.tako.graph.forecast.Forecaster.Inputs;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.plan.PlanScope;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way of a plan's workflow along its dependents, with the inputs that arrive at each.
final class Travelling {
  private final PlanScope scope;
  private final Plan plan;
  private final Map<RepositoryRef, List<RepositoryRef>> parents = new HashMap<>();
  private final Map<RepositoryRef, Map<String, Foreseen>> arrived = new HashMap<>();

  Travelling(PlanScope scope, Plan plan, Map<String, Object> given) {
    this.scope = scope;
    this.plan = plan;
    Map<String, Foreseen> atRoot = new LinkedHashMap<>();
    given.forEach((name, value) -> atRoot.put(name, new Foreseen.Known(value)));
    arrived.put(plan.repo(), atRoot);
    for (var edge : plan.dependents()) {
      RepositoryRef parent = repo(edge.from());
      List<RepositoryRef> from = parents.computeIfAbsent(repo(edge.to()), _ -> new ArrayList<>());
      if (!from.contains(parent)) {
        from.add(parent);
      }
    }
    Map<Integer, List<Plan.PlannedDependent>> edges = new HashMap<>();
    plan.dependents()
        .forEach(edge -> edges.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge));
    for (int place = 0; place < plan.repositories().size(); place++) {
      edges.getOrDefault(place, List.of()).forEach(this::handOn);
    }
  }

  private RepositoryRef repo(int place) {
    return plan.repositories().get(place).repo();
  }

  boolean reaches(RepositoryRef repo) {
    return repo.equals(plan.repo()) || parents.containsKey(repo);
  }

  List<RepositoryRef> parentsOf(RepositoryRef repo) {
    return parents.getOrDefault(repo, List.of());
  }

  Inputs inputsOf(RepositoryRef repo) {
    return Inputs.of(scope.workflow(repo, plan.workflow()), arrived.getOrDefault(repo, Map.of()));
  }

  private void handOn(Plan.PlannedDependent edge) {
    RepositoryRef source = repo(edge.from());
    RepositoryRef target = repo(edge.to());
    IndexedManifest from = scope.manifest(source);
    Dependent entry = from.manifest().dependents().get(edge.index());
    Map<String, Foreseen> inputs = inputsOf(source).values();
    Map<String, Foreseen> handed = new LinkedHashMap<>();
    if (entry.inputs() != null) {
      var workflow = scope.workflow(source, plan.workflow());
      handed.putAll(Places.ofExecution(from, workflow, inputs, null).renderAll(entry.inputs()));
    } else {
      scope.workflow(target, plan.workflow()).inputs().keySet().stream()
          .filter(inputs::containsKey)
          .forEach(name -> handed.put(name, inputs.getOrDefault(name, new Foreseen.Known(null))));
    }
    Map<String, Foreseen> before = arrived.computeIfAbsent(target, _ -> new LinkedHashMap<>());
    handed.forEach(
        (name, value) -> before.merge(name, value, (one, other) -> later(one, other, target)));
  }

  /// Of several parents that disagree, the one that ends last decides.
  private Foreseen later(Foreseen one, Foreseen other, RepositoryRef to) {
    if (one.equals(other)) {
      return one;
    }
    List<String> names = parentsOf(to).stream().map(RepositoryRef::toString).toList();
    return new Foreseen.Unknown(
        "of several parents", List.of("whichever ends last of " + String.join(", ", names)));
  }
}
