package dev.tako.graph.graph;

import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.List;

/// One workflow on one repository; one object in a walk, see [Stops].
final class Execution implements Walk.Node {
  private final int place;
  private final Stop stop;
  private final int workflow;

  Execution(int place, Stop stop, int workflow) {
    this.place = place;
    this.stop = stop;
    this.workflow = workflow;
  }

  @Override
  public int place() {
    return place;
  }

  Stop stop() {
    return stop;
  }

  RepositoryRef repo() {
    return stop.repo();
  }

  Workflow workflow() {
    return stop.linked().workflows().get(workflow);
  }

  /// The place of [#workflow] in the manifest.
  int workflowPlace() {
    return workflow;
  }

  String name() {
    return stop.linked().name(workflow);
  }

  /// See [JsonText#execution].
  JsonText json() {
    return stop.linked().execution(workflow);
  }

  /// The number of [#name].
  int nameNumber() {
    return stop.linked().nameNumber(workflow);
  }

  /// How many entries of `dependents` it travels along.
  int carryingCount() {
    return stop.linked().carryingCount(workflow);
  }

  /// The index of one of the entries of `dependents` that it travels along.
  int carrying(int place) {
    return stop.linked().carrying(workflow, place);
  }

  /// What its steps may emit.
  List<EmittedEvent> events() {
    return stop.linked().events(workflow);
  }

  /// How many [#events] there are.
  int eventCount() {
    return stop.linked().eventCount(workflow);
  }

  /// One of the [#events].
  EmittedEvent event(int event) {
    return stop.linked().event(workflow, event);
  }

  /// The number of one of the [#events].
  int eventNumber(int event) {
    return stop.linked().eventNumber(workflow, event);
  }

  /// `owner/repo workflow`
  @Override
  public String toString() {
    return stop.manifest().name() + " " + workflow().name();
  }
}
