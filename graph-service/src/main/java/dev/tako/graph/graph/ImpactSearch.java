package dev.tako.graph.graph;

import dev.tako.graph.graph.Impact.Question;
import dev.tako.graph.graph.Impact.Reached;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Position;
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
  private final List<Reached> reached = new ArrayList<>();
  private final List<Execution> executions = new ArrayList<>();

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
    for (int i = 0; i < reached.size(); i++) {
      int next = reached.get(i).distance() + 1;
      if (reached.get(i).via().cause() == Passage.Cause.dependent) {
        dependents(executions.get(i), next);
      }
      reactions(executions.get(i), next);
    }
    return new Impact(question, root.manifest(), repositories.cardinality(), reached);
  }

  private void dependents(Execution from, int distance) {
    Linked linked = from.stop().linked();
    String workflow = from.workflow().name();
    for (int index : from.carrying()) {
      Stop to = target(linked, index);
      Execution target = to == null ? null : stops.execution(to, workflow);
      if (to != null && target != null && !travelled.get(target.place())) {
        travelled.set(target.place());
        Position at = linked.dependent(index).at();
        add(target, distance, Passage.along(linked.manifest(), workflow, to.manifest(), at));
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
    List<EmittedEvent> events = from.events();
    for (int i = 0; i < events.size(); i++) {
      Admitted.By admitting = admitted.of(from.version(i));
      Listeners listeners = graph.listeners(from.eventNumber(i));
      for (int place = 0; place < listeners.size(); place++) {
        Execution known = stops.known(listeners.subscriber(place), listeners.workflow(place));
        if ((known == null || !reacted.get(known.place()))
            && admitting.test(listeners.range(place))) {
          react(from, listeners.ref(place), events.get(i).type(), distance);
        }
      }
    }
  }

  private void react(@Nullable Execution from, SubscriptionRef ref, String event, int distance) {
    Execution target = stops.execution(ref);
    if (!reacted.get(target.place())) {
      reacted.set(target.place());
      IndexedManifest emitter = (from == null ? root : from.stop()).manifest();
      String workflow = from == null ? null : from.workflow().name();
      add(target, distance, Passage.by(emitter, workflow, ref, event));
    }
  }

  private void add(Execution target, int distance, Passage via) {
    reached.add(new Reached(via, distance));
    executions.add(target);
    repositories.set(target.stop().linked().number());
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
            react(emitter, ref, type, 1);
            return;
          }
          emitted = true;
        }
      }
    }
    if (!emitted && fromOutside) {
      react(null, ref, type, 1);
    }
  }
}
