package dev.tako.graph.graph;

import dev.tako.manifest.Dependent;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A manifest whose edges were resolved to the numbers of a graph. What a walk over thousands of
/// manifests asks of each stands in one row of numbers, because looking at another place in memory
/// takes as long as many steps do. Immutable.
///
/// ```
/// workflows   name, where its carrying, its events and its text begin; one more closes the last
/// carrying    of each workflow, the entries of dependents it travels along
/// events      of each workflow, what its steps may emit
/// dependents  target, line, whether a branch is named
/// ```
public final class Linked {
  private static final int WORKFLOW = 4;
  private static final int CARRYING = 1;
  private static final int EVENTS = 2;
  private static final int TEXT = 3;
  private static final int DEPENDENT = 3;
  private static final int LINE = 1;
  private static final int BRANCH = 2;

  private final IndexedManifest manifest;
  private final int number;
  private final int workflowCount;
  private final int[] row;
  private final int dependents;
  private final byte[] texts;
  private final EmittedEvent[] events;
  private final boolean supported;
  private final List<Workflow> workflows;

  private Linked(IndexedManifest manifest, Numbers numbers) {
    this.manifest = manifest;
    this.number = numbers.of(manifest.name());
    this.supported = manifest.manifest().notSupportedYet().isEmpty();
    this.workflows = List.copyOf(manifest.manifest().workflows().values());
    this.workflowCount = workflows.size();
    List<JsonText> executions =
        workflows.stream()
            .map(workflow -> JsonText.execution(manifest.refJson(), workflow.name()))
            .toList();
    this.texts = JsonText.joined(executions);
    List<int[]> carrying = workflows.stream().map(workflow -> carrying(workflow.name())).toList();
    this.events =
        workflows.stream()
            .flatMap(workflow -> manifest.eventsOf(workflow.name()).stream())
            .toArray(EmittedEvent[]::new);
    IntStream.Builder built = IntStream.builder();
    int firstCarrying = WORKFLOW * (workflowCount + 1);
    int firstEvent = firstCarrying + lengthOf(carrying);
    int firstText = 0;
    for (int place = 0; place < workflowCount; place++) {
      built.add(numbers.ofWorkflow(workflows.get(place).name()));
      built.add(firstCarrying).add(firstEvent).add(firstText);
      firstCarrying += carrying.get(place).length;
      firstEvent += events(place).size();
      firstText += executions.get(place).length();
    }
    built.add(Numbers.UNKNOWN).add(firstCarrying).add(firstEvent).add(firstText);
    carrying.forEach(entries -> IntStream.of(entries).forEach(built));
    Stream.of(events).mapToInt(event -> numbers.of(keyOf(manifest, event))).forEach(built);
    this.dependents = firstEvent;
    for (int index = 0; index < manifest.targets().size(); index++) {
      built.add(numbers.of(manifest.targets().get(index)));
      built.add(dependent(index).at().line());
      built.add(dependent(index).repo().branch() == null ? 0 : 1);
    }
    this.row = built.build().toArray();
  }

  private int[] carrying(String workflow) {
    return IntStream.range(0, manifest.targets().size())
        .filter(index -> dependent(index).carries(workflow))
        .toArray();
  }

  private static int lengthOf(List<int[]> parts) {
    return parts.stream().mapToInt(part -> part.length).sum();
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
    for (String workflow : manifest.manifest().workflows().keySet()) {
      more = more.withWorkflow(workflow);
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

  public IndexedManifest manifest() {
    return manifest;
  }

  /// Of its repository.
  public int number() {
    return number;
  }

  /// Whether this version can carry out all that it asks for.
  public boolean isSupported() {
    return supported;
  }

  /// How many there are.
  public int subscriptions() {
    return manifest.manifest().subscriptions().size();
  }

  public Dependent dependent(int index) {
    return manifest.manifest().dependents().get(index);
  }

  /// The number of the repository that an entry of `dependents` names.
  public int target(int dependent) {
    return row[dependents + DEPENDENT * dependent];
  }

  /// The branch that an entry of `dependents` names; null: the default branch.
  public @Nullable String branch(int dependent) {
    boolean named = row[dependents + DEPENDENT * dependent + BRANCH] != 0;
    return named ? dependent(dependent).repo().branch() : null;
  }

  /// Where an entry of `dependents` stands in the manifest.
  public int line(int dependent) {
    return row[dependents + DEPENDENT * dependent + LINE];
  }

  /// In the order of the manifest; their places in it stand for them elsewhere.
  public List<Workflow> workflows() {
    return workflows;
  }

  public int workflowCount() {
    return workflowCount;
  }

  public String name(int workflow) {
    return workflows.get(workflow).name();
  }

  /// The number of the name of a workflow.
  public int nameNumber(int workflow) {
    return row[WORKFLOW * workflow];
  }

  /// The place of a workflow, -1 where there is none of that name.
  public int placeOf(String workflow) {
    for (int place = 0; place < workflowCount; place++) {
      if (name(place).equals(workflow)) {
        return place;
      }
    }
    return -1;
  }

  /// The place of a workflow, -1 where there is none of that name.
  ///
  /// @param name its number
  public int placeOf(int name) {
    for (int place = 0; place < workflowCount && name >= 0; place++) {
      if (nameNumber(place) == name) {
        return place;
      }
    }
    return -1;
  }

  /// A workflow of it as an execution, see [JsonText#execution].
  public JsonText execution(int workflow) {
    int from = row[WORKFLOW * workflow + TEXT];
    return new JsonText(texts, from, row[WORKFLOW * (workflow + 1) + TEXT] - from);
  }

  /// How many entries of `dependents` a workflow travels along.
  public int carryingCount(int workflow) {
    return row[WORKFLOW * (workflow + 1) + CARRYING] - row[WORKFLOW * workflow + CARRYING];
  }

  /// The index of one of the entries of `dependents` that a workflow travels along.
  public int carrying(int workflow, int place) {
    return row[row[WORKFLOW * workflow + CARRYING] + place];
  }

  /// What the steps of a workflow may emit.
  public List<EmittedEvent> events(int workflow) {
    return manifest.eventsOf(name(workflow));
  }

  /// One of the [#events] of a workflow.
  public EmittedEvent event(int workflow, int event) {
    return events[firstEvent(workflow) + event];
  }

  /// How many [#events] a workflow has.
  public int eventCount(int workflow) {
    return row[WORKFLOW * (workflow + 1) + EVENTS] - row[WORKFLOW * workflow + EVENTS];
  }

  /// The number of one of the [#events] of a workflow.
  public int eventNumber(int workflow, int event) {
    return row[row[WORKFLOW * workflow + EVENTS] + event];
  }

  /// Where the events of a workflow begin among those of all.
  private int firstEvent(int workflow) {
    return row[WORKFLOW * workflow + EVENTS] - row[EVENTS];
  }
}
