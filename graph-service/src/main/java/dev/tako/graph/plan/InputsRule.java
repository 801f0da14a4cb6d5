package dev.tako.graph.plan;

import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.walk.DependentEdge;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.Input;
import dev.tako.manifest.InputValues;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks the inputs that can be known ahead of time: those of the request, those handed on
/// unchanged, and constants of a mapping. A template's value is only known to be there. (The
/// mapping of a subscription was checked with its manifest: both ends stand in one file.)
///
/// The way through the plan is worked out once, for any number of inputs. Immutable.
public final class InputsRule {
  /// Where the workflow arrives.
  ///
  /// @param first the edge it arrives by; null for the root
  private record Arrival(
      Workflow target,
      Map<String, Input> declared,
      IndexedManifest manifest,
      @Nullable DependentEdge first,
      List<Way> ways) {
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
              execution.workflow(),
              execution.workflow().inputs(),
              execution.stop().manifest(),
              first[arrivals.size()],
              ways));
    }
  }

  /// What was given last to which inputs, without a problem; where a workflow travels far it is the
  /// same nearly everywhere.
  private record Last(
      Map<String, Input> declared, Map<String, Object> given, Map<String, Object> values) {
    @SuppressWarnings("ReferenceEquality") // equal ones are nearly always the same
    boolean answers(Map<String, Input> asked, Map<String, Object> inputs) {
      return declared == asked && given.equals(inputs);
    }
  }

  /// @param given the inputs of the run
  void check(Map<String, Object> given, Complaints complaints) {
    Last last = new Last(Map.of(), Map.of(), Map.of());
    Inputs[] arrived = new Inputs[arrivals.size()];
    arrived[0] = new Inputs(new LinkedHashMap<>(given), new HashSet<>());
    for (int i = 0; i < arrived.length; i++) {
      Arrival at = arrivals.get(i);
      Inputs inputs = arrived[i] == null ? Inputs.none() : arrived[i];
      Map<String, Object> values;
      if (inputs.later().isEmpty() && last.answers(at.declared(), inputs.known())) {
        values = last.values();
      } else {
        var resolved = InputValues.resolve(without(at.target(), inputs.later()), inputs.known());
        values = resolved.values();
        complain(at, resolved.problems(), complaints);
        if (inputs.later().isEmpty() && resolved.problems().isEmpty()) {
          last = new Last(at.declared(), inputs.known(), values);
        }
      }
      Inputs own = new Inputs(values, inputs.later());
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
    Arrival target = arrivals.get(way.to());
    Map<String, Object> mapping = way.edge().mapping();
    if (mapping != null) {
      merge(to, mapped(mapping, target.target(), at.manifest(), way.edge(), complaints));
      return;
    }
    for (String name : target.declared().keySet()) {
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

  private void complain(Arrival at, List<String> problems, Complaints complaints) {
    DependentEdge first = at.first();
    for (String problem : problems) {
      complaints.add(
          at.blamed(),
          first == null ? at.target().at() : first.dependent().at(),
          (first == null ? "workflows." + workflow : first.path()) + ".inputs",
          "workflow '%s': %s".formatted(at.target().name(), problem),
          null);
    }
  }

  public static Workflow without(Workflow workflow, Set<String> names) {
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
