package dev.tako.graph.query;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Linked;
import dev.tako.graph.graph.Listeners;
import dev.tako.graph.graph.Passage.Cause;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.graph.query.Impact.Question;
import dev.tako.graph.query.Impact.Reached;
import dev.tako.graph.query.Impact.Step;
import dev.tako.graph.walk.Admitted;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.Stop;
import dev.tako.graph.walk.Stops;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Goes from an execution to those it may lead to, the nearest first.
final class ImpactSearch {
  private final Graph graph;
  private final Stops stops;
  private final Stop root;
  private final Admitted admitted = new Admitted();
  private final BitSet travelled = new BitSet();
  private final BitSet reacted = new BitSet();
  private final BitSet repositories = new BitSet();
  private final List<Step> steps = new ArrayList<>();
  private List<Execution> found = new ArrayList<>();
  private final BitSet foundByTravel = new BitSet();

  ImpactSearch(Graph graph, IndexedManifest root) {
    this.graph = graph;
    this.stops = new Stops(graph);
    this.root = stops.begin(root);
  }

  Impact search(Question question) {
    List<Execution> first =
        root.linked().workflows().stream()
            .map(Workflow::name)
            .filter(name -> question.workflow() == null || name.equals(question.workflow()))
            .map(name -> Objects.requireNonNull(stops.execution(root, name)))
            .toList();
    if (question.isAboutEvents()) {
      listeners(question, first);
    } else {
      first.forEach(execution -> travelled.set(execution.place()));
      first.forEach(execution -> {
        dependents(execution, 1);
        reactions(execution, 1);
      });
    }
    int from = 0;
    for (int distance = 2; from < found.size(); distance++) {
      for (int to = found.size(); from < to; from++) {
        if (foundByTravel.get(from)) {
          dependents(found.get(from), distance);
        }
        reactions(found.get(from), distance);
      }
    }
    return new Impact(question, root.manifest(), repositories.cardinality(), found.size(), steps);
  }

  private void dependents(Execution from, int distance) {
    Linked linked = from.stop().linked();
    List<Reached> reached = null;
    int name = from.nameNumber();
    for (int place = 0, count = from.carryingCount(); place < count; place++) {
      int index = from.carrying(place);
      Stop to = target(linked, index);
      Execution target = to == null ? null : stops.named(to, name);
      if (target != null && !travelled.get(target.place())) {
        travelled.set(target.place());
        foundByTravel.set(found.size());
        if (reached == null) {
          reached = step(distance, Cause.dependent, from, null, null);
        }
        add(reached, target, linked.line(index));
      }
    }
  }

  private @Nullable Stop target(Linked from, int index) {
    String branch = from.branch(index);
    if (branch == null) {
      return stops.onDefaultBranch(from.target(index));
    }
    Repository repository = graph.get(from.target(index));
    return repository == null
        ? null
        : repository.branch(branch).map(Branch::inForce).map(stops::of).orElse(null);
  }

  private void reactions(Execution from, int distance) {
    for (int i = 0, count = from.eventCount(); i < count; i++) {
      Listeners listeners = graph.listeners(from.eventNumber(i));
      if (listeners.size() == 0) {
        continue;
      }
      EmittedEvent event = from.event(i);
      Admitted.By admitting = admitted.of(event.schemaVersion());
      List<Reached> reached = null;
      for (int place = 0; place < listeners.size(); place++) {
        Execution target = stops.listening(listeners, place);
        if (reacted.get(target.place()) || !admitting.test(listeners.range(place))) {
          continue;
        }
        reacted.set(target.place());
        if (reached == null) {
          reached = step(distance, Cause.reaction, from, event.artifact(), event.type());
        }
        add(reached, target, listeners.line(place));
      }
    }
  }

  /// @return where those are added that it reaches
  private List<Reached> step(
      int distance,
      Cause cause,
      Execution from,
      @Nullable String artifact,
      @Nullable String event) {
    return step(
        new Step(
            distance,
            cause,
            from.stop().manifest(),
            from.workflowPlace(),
            from.json(),
            artifact,
            event,
            new ArrayList<>()));
  }

  private List<Reached> step(Step step) {
    steps.add(step);
    return step.reached();
  }

  private void add(List<Reached> reached, Execution target, int line) {
    Linked linked = target.stop().linked();
    reached.add(new Reached(linked.manifest(), target.workflowPlace(), target.json(), line));
    found.add(target);
    repositories.set(linked.number());
  }

  /// Of an event that no workflow emits, the version is not known, so that any range may admit it.
  private void listeners(Question question, List<Execution> emitters) {
    for (SubscriptionRef ref : graph.subscribersOf(root.manifest().name())) {
      Subscription entry = ref.entry();
      String artifact = question.artifact();
      if (artifact != null && !artifact.equals(entry.artifact().artifact())) {
        continue;
      }
      for (String type : entry.events()) {
        if (question.event() == null || type.equals(question.event())) {
          listener(ref, type, emitters, question.workflow() == null);
        }
      }
    }
  }

  private void listener(
      SubscriptionRef ref, String type, List<Execution> emitters, boolean fromOutside) {
    boolean emitted = false;
    for (Execution emitter : emitters) {
      for (EmittedEvent event : emitter.events()) {
        if (event.type().equals(type)
            && event.artifact().equals(ref.entry().artifact().artifact())) {
          if (admitted.of(event.schemaVersion()).test(ref.entry().schemaVersion())) {
            noticed(emitter, ref, type);
            return;
          }
          emitted = true;
        }
      }
    }
    if (!emitted && fromOutside) {
      noticed(null, ref, type);
    }
  }

  private void noticed(@Nullable Execution emitter, SubscriptionRef ref, String type) {
    Execution target = stops.execution(ref);
    if (reacted.get(target.place())) {
      return;
    }
    reacted.set(target.place());
    String workflow = emitter == null ? null : emitter.name();
    String artifact = ref.entry().artifact().artifact();
    Step last = steps.isEmpty() ? null : steps.getLast();
    boolean same =
        last != null
            && Objects.equals(last.workflow(), workflow)
            && artifact.equals(last.artifact())
            && type.equals(last.event());
    List<Reached> reached;
    if (last != null && same) {
      reached = last.reached();
    } else if (emitter != null) {
      reached = step(1, Cause.reaction, emitter, artifact, type);
    } else {
      var none = new ArrayList<Reached>();
      reached = step(new Step(1, Cause.reaction, root.manifest(), -1, null, artifact, type, none));
    }
    add(reached, target, ref.entry().at().line());
  }
}
