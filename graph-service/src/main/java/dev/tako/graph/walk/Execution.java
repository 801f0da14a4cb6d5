package dev.tako.graph.walk;

import dev.tako.graph.graph.JsonText;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.List;

/// One workflow on one repository; one object in a walk, see [Stops].
public final class Execution implements Walk.Node {
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

  public Stop stop() {
    return stop;
  }

  public RepositoryRef repo() {
    return stop.repo();
  }

  public Workflow workflow() {
    return stop.linked().workflows().get(workflow);
  }

  /// The place of [#workflow] in the manifest.
  public int workflowPlace() {
    return workflow;
  }

  public String name() {
    return stop.linked().name(workflow);
  }

  /// See [JsonText#execution].
  public JsonText json() {
    return stop.linked().execution(workflow);
  }

  /// The number of [#name].
  public int nameNumber() {
    return stop.linked().nameNumber(workflow);
  }

  /// How many entries of `dependents` it travels along.
  public int carryingCount() {
    return stop.linked().carryingCount(workflow);
  }

  /// The index of one of the entries of `dependents` that it travels along.
  public int carrying(int place) {
    return stop.linked().carrying(workflow, place);
  }

  /// What its steps may emit.
  public List<EmittedEvent> events() {
    return stop.linked().events(workflow);
  }

  /// How many [#events] there are.
  public int eventCount() {
    return stop.linked().eventCount(workflow);
  }

  /// One of the [#events].
  public EmittedEvent event(int event) {
    return stop.linked().event(workflow, event);
  }

  /// The number of one of the [#events].
  public int eventNumber(int event) {
    return stop.linked().eventNumber(workflow, event);
  }

  /// `owner/repo workflow`
  @Override
  public String toString() {
    return stop.manifest().name() + " " + workflow().name();
  }
}
