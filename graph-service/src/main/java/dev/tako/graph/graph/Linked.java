package dev.tako.graph.graph;

import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.List;

/// A manifest whose edges were resolved to the numbers of a graph. Immutable.
final class Linked {
  private final IndexedManifest manifest;
  private final int number;
  private final int[] targets;
  private final List<Workflow> workflows;
  private final List<List<EmittedEvent>> events;
  private final int[][] eventNumbers;

  private Linked(IndexedManifest manifest, Numbers numbers) {
    this.manifest = manifest;
    this.number = numbers.of(manifest.name());
    this.targets = manifest.targets().stream().mapToInt(numbers::of).toArray();
    this.workflows = List.copyOf(manifest.manifest().workflows().values());
    this.events = workflows.stream().map(workflow -> manifest.eventsOf(workflow.name())).toList();
    this.eventNumbers =
        events.stream()
            .map(emitted ->
                emitted.stream().mapToInt(event -> numbers.of(keyOf(manifest, event))).toArray())
            .toArray(int[][]::new);
  }

  /// What has no number yet is nowhere in the graph: its number is -1.
  static Linked of(IndexedManifest manifest, Numbers numbers) {
    return new Linked(manifest, numbers);
  }

  /// The numbers and one for everything the manifest names.
  static Numbers numbered(IndexedManifest manifest, Numbers numbers) {
    Numbers more = numbers.with(manifest.name());
    for (String target : manifest.targets()) {
      more = more.with(target);
    }
    for (List<EmittedEvent> events : manifest.events().values()) {
      for (EmittedEvent event : events) {
        more = more.with(keyOf(manifest, event));
      }
    }
    for (Subscription entry : manifest.manifest().subscriptions()) {
      for (String type : entry.events()) {
        more = more.with(EventKey.of(entry, type));
      }
    }
    return more;
  }

  private static EventKey keyOf(IndexedManifest emitter, EmittedEvent event) {
    return new EventKey(emitter.name(), event.artifact(), event.type());
  }

  IndexedManifest manifest() {
    return manifest;
  }

  /// Of its repository.
  int number() {
    return number;
  }

  /// The number of the repository that an entry of `dependents` names.
  int target(int dependent) {
    return targets[dependent];
  }

  /// In the order of the manifest; their places in it stand for them elsewhere.
  List<Workflow> workflows() {
    return workflows;
  }

  /// The place of a workflow, -1 where there is none of that name.
  int placeOf(String workflow) {
    for (int place = 0; place < workflows.size(); place++) {
      if (workflows.get(place).name().equals(workflow)) {
        return place;
      }
    }
    return -1;
  }

  /// What the steps of a workflow may emit.
  List<EmittedEvent> events(int workflow) {
    return events.get(workflow);
  }

  /// The number of one of the [#events] of a workflow.
  int eventNumber(int workflow, int event) {
    return eventNumbers[workflow][event];
  }
}
