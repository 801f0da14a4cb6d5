package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A manifest whose edges were resolved to the numbers of a graph, with what a walk over thousands
/// of manifests asks of each laid side by side. Immutable.
final class Linked {
  private final IndexedManifest manifest;
  private final int number;
  private final JsonText nameJson;
  private final boolean supported;
  private final int subscriptions;
  private final int[] targets;
  private final @Nullable String[] branches;
  private final boolean[] mapped;
  private final int[] lines;
  private final List<Workflow> workflows;
  private final String[] names;
  private final int[][] carrying;
  private final List<List<EmittedEvent>> events;
  private final int[] firstEvents;
  private final int[] eventNumbers;
  private final String[] versions;

  private Linked(IndexedManifest manifest, Numbers numbers) {
    List<Dependent> dependents = manifest.manifest().dependents();
    this.manifest = manifest;
    this.nameJson = manifest.refJson();
    this.number = numbers.of(manifest.name());
    this.supported = manifest.manifest().notSupportedYet().isEmpty();
    this.subscriptions = manifest.manifest().subscriptions().size();
    this.targets = manifest.targets().stream().mapToInt(numbers::of).toArray();
    this.branches = new String[targets.length];
    this.mapped = new boolean[targets.length];
    this.lines = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      branches[i] = dependents.get(i).repo().branch();
      lines[i] = dependents.get(i).at().line();
      mapped[i] = dependents.get(i).inputs() != null;
    }
    this.workflows = List.copyOf(manifest.manifest().workflows().values());
    this.names = workflows.stream().map(Workflow::name).toArray(String[]::new);
    this.carrying =
        Arrays.stream(names)
            .map(name ->
                IntStream.range(0, targets.length)
                    .filter(i -> dependents.get(i).carries(name))
                    .toArray())
            .toArray(int[][]::new);
    this.events = workflows.stream().map(workflow -> manifest.eventsOf(workflow.name())).toList();
    this.firstEvents = new int[names.length + 1];
    for (int workflow = 0; workflow < names.length; workflow++) {
      firstEvents[workflow + 1] = firstEvents[workflow] + events.get(workflow).size();
    }
    List<EmittedEvent> all = events.stream().flatMap(List::stream).toList();
    this.eventNumbers =
        all.stream().mapToInt(event -> numbers.of(keyOf(manifest, event))).toArray();
    this.versions = all.stream().map(EmittedEvent::schemaVersion).toArray(String[]::new);
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

  /// The repository with its branch, for answers in JSON.
  JsonText nameJson() {
    return nameJson;
  }

  /// Of its repository.
  int number() {
    return number;
  }

  /// Whether this version can carry out all that it asks for.
  boolean isSupported() {
    return supported;
  }

  /// How many there are.
  int subscriptions() {
    return subscriptions;
  }

  /// The entries of `dependents` that a workflow travels along, by their indexes.
  int[] carrying(int workflow) {
    return carrying[workflow];
  }

  Dependent dependent(int index) {
    return manifest.manifest().dependents().get(index);
  }

  /// The number of the repository that an entry of `dependents` names.
  int target(int dependent) {
    return targets[dependent];
  }

  /// The branch that an entry of `dependents` names; null: the default branch.
  @Nullable String branch(int dependent) {
    return branches[dependent];
  }

  /// Where an entry of `dependents` stands in the manifest.
  int line(int dependent) {
    return lines[dependent];
  }

  /// Whether an entry of `dependents` says which inputs to give.
  boolean isMapped(int dependent) {
    return mapped[dependent];
  }

  /// In the order of the manifest; their places in it stand for them elsewhere.
  List<Workflow> workflows() {
    return workflows;
  }

  int workflowCount() {
    return names.length;
  }

  String name(int workflow) {
    return names[workflow];
  }

  /// The place of a workflow, -1 where there is none of that name.
  int placeOf(String workflow) {
    for (int place = 0; place < names.length; place++) {
      if (names[place].equals(workflow)) {
        return place;
      }
    }
    return -1;
  }

  /// What the steps of a workflow may emit.
  List<EmittedEvent> events(int workflow) {
    return events.get(workflow);
  }

  /// How many [#events] a workflow has.
  int eventCount(int workflow) {
    return firstEvents[workflow + 1] - firstEvents[workflow];
  }

  /// The number of one of the [#events] of a workflow.
  int eventNumber(int workflow, int event) {
    return eventNumbers[firstEvents[workflow] + event];
  }

  /// The schema version of one of the [#events] of a workflow.
  String version(int workflow, int event) {
    return versions[firstEvents[workflow] + event];
  }
}
