package dev.tako.graph.graph;

import dev.tako.manifest.Input;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.Position;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks the inputs that can be known ahead of time: those of the request, those handed on
/// unchanged, and constants of a mapping. A template's value is only known to be there. (The
/// mapping of a subscription was checked with its manifest: both ends stand in one file.)
///
/// The way through the plan is worked out once, for any number of inputs. Immutable.
final class InputsRule {
  /// Where the workflow arrives.
  ///
  /// @param first the edge it arrives by; null for the root
  private record Arrival(
      Workflow target, IndexedManifest manifest, @Nullable DependentEdge first, List<Way> ways) {
    /// Whose manifest has to mend what is wrong with the inputs.
    IndexedManifest blamed() {
      return first == null ? manifest : first.from().stop().manifest();
    }
  }

  /// On to another arrival.
  private record Way(DependentEdge edge, int to) {}

  /// @param known values
  /// @param later names that get a value while the run goes on
  private record Inputs(Map<String, Object> known, Set<String> later) {
    static Inputs none() {
      return new Inputs(new LinkedHashMap<>(), new HashSet<>());
    }
  }

  private final String workflow;
  private final List<Arrival> arrivals = new ArrayList<>();

  /// @param order every execution of the workflow, each after all it comes from
  InputsRule(String workflow, List<Execution> order, Walk<Execution, DependentEdge> travel) {
    this.workflow = workflow;
    int[] places = new int[travel.places()];
    for (int i = 0; i < order.size(); i++) {
      places[order.get(i).place()] = i;
    }
    DependentEdge[] first = new DependentEdge[order.size()];
    for (Execution execution : order) {
      List<Way> ways = new ArrayList<>();
      for (DependentEdge edge : travel.edges(execution)) {
        int to = places[edge.to().place()];
        ways.add(new Way(edge, to));
        first[to] = first[to] == null ? edge : first[to];
      }
      arrivals.add(
          new Arrival(
              execution.workflow(), execution.stop().manifest(), first[arrivals.size()], ways));
    }
  }

  /// @param given the inputs of the run
  void check(Map<String, Object> given, Complaints complaints) {
    Inputs[] arrived = new Inputs[arrivals.size()];
    arrived[0] = new Inputs(new LinkedHashMap<>(given), new HashSet<>());
    for (int i = 0; i < arrived.length; i++) {
      Arrival at = arrivals.get(i);
      Inputs inputs = arrived[i] == null ? Inputs.none() : arrived[i];
      Inputs own = new Inputs(resolve(at, inputs, complaints), inputs.later());
      for (Way way : at.ways()) {
        Inputs to = arrived[way.to()];
        if (to == null) {
          to = Inputs.none();
          arrived[way.to()] = to;
        }
        handOn(at, way, own, to, complaints);
      }
    }
  }

  private void handOn(Arrival at, Way way, Inputs from, Inputs to, Complaints complaints) {
    Workflow target = arrivals.get(way.to()).target();
    Map<String, Object> mapping = way.edge().dependent().inputs();
    if (mapping != null) {
      merge(to, mapped(mapping, target, at.manifest(), way.edge(), complaints));
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
    if (!to.later().isEmpty()) {
      to.known().keySet().removeAll(to.later());
    }
  }

  private static Inputs mapped(
      Map<String, Object> mapping,
      Workflow target,
      IndexedManifest in,
      DependentEdge edge,
      Complaints complaints) {
    Inputs inputs = Inputs.none();
    mapping.forEach((name, value) -> {
      if (!target.inputs().containsKey(name)) {
        complaints.add(
            in,
            edge.dependent().at(),
            edge.path() + ".inputs." + name,
            "expected an input of workflow '%s' of %s, found '%s'"
                .formatted(target.name(), edge.to().repo(), name),
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

  private Map<String, Object> resolve(Arrival at, Inputs inputs, Complaints complaints) {
    DependentEdge first = at.first();
    return resolve(
        at.target(),
        inputs,
        at.blamed(),
        first == null ? at.target().at() : first.dependent().at(),
        () -> (first == null ? "workflows." + workflow : first.path()) + ".inputs",
        complaints);
  }

  private static Map<String, Object> resolve(
      Workflow target,
      Inputs inputs,
      IndexedManifest in,
      Position at,
      Supplier<String> path,
      Complaints complaints) {
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
}
