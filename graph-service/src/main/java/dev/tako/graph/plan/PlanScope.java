package dev.tako.graph.plan;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Listeners;
import dev.tako.graph.graph.SubscriptionRef;
import dev.tako.graph.walk.Admitted;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.ReactionEdge;
import dev.tako.graph.walk.Stop;
import dev.tako.graph.walk.Stops;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The graph as one plan sees it: as indexed, but the root at its own commit. Answers are kept for
/// the time of one plan.
public final class PlanScope {
  private final Graph graph;
  private final Stops stops;
  private final Stop root;
  private final EventPlan.@Nullable Only only;
  private final boolean rootListens;
  private final List<SubscriptionRef> rootsOwn;
  private final Set<ExcludedSubscription> excluded = new LinkedHashSet<>();
  private final Admitted admitted = new Admitted();

  public PlanScope(Graph graph, IndexedManifest root) {
    this(graph, root, null);
  }

  /// @param only the only one that may react to the events of the root; null: whoever subscribes
  public PlanScope(Graph graph, IndexedManifest root, EventPlan.@Nullable Only only) {
    this.graph = graph;
    this.stops = new Stops(graph);
    this.root = stops.begin(root);
    this.only = only;
    this.rootListens = stops.isOnDefaultBranch(this.root.linked());
    this.rootsOwn = rootListens ? SubscriptionRef.of(this.root.linked()) : List.of();
  }

  Graph graph() {
    return graph;
  }

  public Stop root() {
    return root;
  }

  public Stops stops() {
    return stops;
  }

  /// Empty for an event from outside, which needs none.
  String url(Stop stop) {
    return stop.repo().branch() == null
        ? ""
        : Objects.requireNonNull(graph.get(stop.linked().number())).url();
  }

  /// @param repo with its branch, known to be in the plan
  public IndexedManifest manifest(RepositoryRef repo) {
    return repo.equals(root.repo()) ? root.manifest() : graph.manifest(repo).orElseThrow();
  }

  /// A workflow that the plan has made sure of.
  public Workflow workflow(RepositoryRef repo, String name) {
    Workflow found = manifest(repo).manifest().workflows().get(name);
    if (found == null) {
      throw new IllegalStateException(
          "Expected %s to have a workflow %s; the plan checked it.".formatted(repo, name));
    }
    return found;
  }

  /// Who may react to the events of an execution.
  public List<ReactionEdge> reactions(Execution from) {
    List<ReactionEdge> edges = new ArrayList<>();
    for (int i = 0, count = from.eventCount(); i < count; i++) {
      Listeners listeners = graph.listeners(from.eventNumber(i));
      if (listeners.size() == 0 && rootsOwn.isEmpty()) {
        continue;
      }
      EmittedEvent event = from.event(i);
      Admitted.By admitting = admitted.of(event.schemaVersion());
      for (int place = 0; place < listeners.size(); place++) {
        if (!isRoot(listeners.subscriber(place))) {
          reaction(edges, from, event, admitting, listeners, place);
        }
      }
      for (SubscriptionRef ref : rootsOwn) {
        if (listens(ref.entry(), from, event)) {
          Listeners own = Listeners.NONE.with(ref);
          reaction(edges, from, event, admitting, own, 0);
        }
      }
    }
    return edges;
  }

  private void reaction(
      List<ReactionEdge> edges,
      Execution from,
      EmittedEvent event,
      Admitted.By admitting,
      Listeners listeners,
      int place) {
    SubscriptionRef ref = listeners.ref(place);
    if (!mayReact(from.stop(), ref)) {
      return;
    }
    if (!admitting.test(listeners.range(place))) {
      excluded.add(excluded(ref, event));
      return;
    }
    Execution to = stops.listening(listeners, place);
    edges.add(new ReactionEdge(from, to, listeners.index(place), ref, event));
  }

  private boolean isRoot(int subscriber) {
    return rootListens && subscriber == root.linked().number();
  }

  /// Whether a subscription may react to `from` at all.
  @SuppressWarnings("ReferenceEquality") // one object for each in a plan
  public boolean mayReact(Stop from, SubscriptionRef ref) {
    return only == null || from != root || isOnly(only, ref);
  }

  /// The same by name.
  public boolean mayReact(RepositoryRef from, SubscriptionRef ref) {
    return only == null || !from.equals(root.repo()) || isOnly(only, ref);
  }

  private static boolean isOnly(EventPlan.Only only, SubscriptionRef ref) {
    return ref.fullName().equals(only.repo().fullName())
        && ref.entry().workflow().equals(only.workflow());
  }

  /// Those that would have been among the [#reactions], but for the schema version.
  Set<ExcludedSubscription> excluded() {
    return excluded;
  }

  /// Every subscription on an artifact, whatever it listens for and understands.
  public List<SubscriptionRef> subscriptionsOn(ArtifactRef artifact) {
    List<SubscriptionRef> all = new ArrayList<>(rootsOwn);
    for (SubscriptionRef ref : graph.subscribersOf(artifact.fullName())) {
      if (!isRoot(ref.subscriber().number())) {
        all.add(ref);
      }
    }
    return all.stream().filter(ref -> ref.entry().artifact().equals(artifact)).sorted().toList();
  }

  private static boolean listens(Subscription entry, Execution from, EmittedEvent event) {
    return entry.events().contains(event.type())
        && entry.artifact().artifact().equals(event.artifact())
        && entry.artifact().fullName().equals(from.stop().manifest().name());
  }

  private static ExcludedSubscription excluded(SubscriptionRef ref, EmittedEvent event) {
    Subscription entry = ref.entry();
    return new ExcludedSubscription(
        ref.manifest().repo(),
        ref.index(),
        entry.workflow(),
        entry.artifact().toString(),
        event.type(),
        String.valueOf(entry.schemaVersion()));
  }
}
