package dev.tako.graph.graph;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The graph as one plan sees it: as indexed, but the root at its own commit. Answers are kept for
/// the time of one plan.
final class PlanScope {

  private final Graph graph;
  private final Finder finder;
  private final IndexedManifest root;
  private final EventPlan.@Nullable Only only;
  private final boolean rootListens;
  private final Map<RepositoryRef, IndexedManifest> manifests = new HashMap<>();
  private final Set<ExcludedSubscription> excluded = new LinkedHashSet<>();
  private final Admitted admitted = new Admitted();

  PlanScope(Graph graph, IndexedManifest root) {
    this(graph, root, null);
  }

  /// @param only the only one that may react to the events of the root; null: whoever subscribes
  PlanScope(Graph graph, IndexedManifest root, EventPlan.@Nullable Only only) {
    this.graph = graph;
    this.finder = new Finder(graph);
    this.root = root;
    this.only = only;
    this.rootListens = isDefaultBranch(root.repo());
    manifests.put(root.repo(), root);
  }

  Graph graph() {
    return graph;
  }

  IndexedManifest root() {
    return root;
  }

  @Nullable Repository repository(RepositoryRef ref) {
    return repository(ref.fullName());
  }

  /// @param fullName `owner/repo`
  @Nullable Repository repository(String fullName) {
    return finder.get(fullName);
  }

  /// Empty for an event from outside, which needs none.
  String url(IndexedManifest manifest) {
    if (manifest.repo().branch() == null) {
      return "";
    }
    return Objects.requireNonNull(repository(manifest.name())).url();
  }

  /// Those that were asked for.
  Collection<IndexedManifest> manifests() {
    return manifests.values();
  }

  /// Makes a manifest known by its repository.
  void use(IndexedManifest manifest) {
    manifests.putIfAbsent(manifest.repo(), manifest);
  }

  /// @param repo with its branch, known to be in the plan
  IndexedManifest manifest(RepositoryRef repo) {
    IndexedManifest known = manifests.get(repo);
    return known == null
        ? manifests.computeIfAbsent(repo, ref -> graph.manifest(ref).orElseThrow())
        : known;
  }

  /// A workflow that the plan has made sure of.
  Workflow workflow(RepositoryRef repo, String name) {
    Workflow found = manifest(repo).manifest().workflows().get(name);
    if (found == null) {
      throw new IllegalStateException(
          "Expected %s to have a workflow %s; the plan checked it.".formatted(repo, name));
    }
    return found;
  }

  /// Who may react when `from` emits `event`.
  List<ReactionEdge> listeners(Execution from, EmittedEvent event) {
    List<ReactionEdge> edges = new ArrayList<>();
    listeners(edges, from, manifest(from.repo()), event);
    return edges;
  }

  /// Adds to `edges` who may react when `from` emits `event`.
  void listeners(
      List<ReactionEdge> edges, Execution from, IndexedManifest emitter, EmittedEvent event) {
    EventKey key = new EventKey(emitter.name(), event.artifact(), event.type());
    for (SubscriptionRef ref : graph.subscribers(key)) {
      IndexedManifest manifest = ref.manifest();
      if (!manifest.repo().equals(root.repo()) && mayReact(from.repo(), ref)) {
        addIfAdmitted(edges, from, event, manifest, ref.index(), ref.entry());
      }
    }
    if (rootListens) {
      List<Subscription> own = root.manifest().subscriptions();
      for (int i = 0; i < own.size(); i++) {
        if (listens(own.get(i), key)) {
          addIfAdmitted(edges, from, event, root, i, own.get(i));
        }
      }
    }
  }

  /// Whether a subscription may react to `from` at all.
  boolean mayReact(RepositoryRef from, SubscriptionRef ref) {
    return only == null
        || !from.equals(root.repo())
        || (ref.subscriber().equals(only.repo().fullName())
            && ref.entry().workflow().equals(only.workflow()));
  }

  /// Those that would have been among the [#listeners], but for the schema version.
  Set<ExcludedSubscription> excluded() {
    return excluded;
  }

  /// Every subscription on an artifact, whatever it listens for and understands.
  List<SubscriptionRef> subscriptionsOn(ArtifactRef artifact) {
    List<SubscriptionRef> all = new ArrayList<>();
    for (SubscriptionRef ref : graph.subscribersOf(artifact.fullName())) {
      if (!ref.manifest().repo().equals(root.repo())) {
        all.add(ref);
      }
    }
    if (rootListens) {
      for (int i = 0; i < root.manifest().subscriptions().size(); i++) {
        all.add(new SubscriptionRef(root.repo().fullName(), i, root));
      }
    }
    return all.stream().filter(ref -> ref.entry().artifact().equals(artifact)).sorted().toList();
  }

  private boolean isDefaultBranch(RepositoryRef repo) {
    Repository repository = graph.get(repo);
    return repository != null
        && repo.branch() != null
        && repo.branch().equals(repository.defaultBranch());
  }

  private static boolean listens(Subscription subscription, EventKey key) {
    return subscription.artifact().fullName().equals(key.repository())
        && subscription.artifact().artifact().equals(key.artifact())
        && subscription.events().contains(key.type());
  }

  private void addIfAdmitted(
      List<ReactionEdge> edges,
      Execution from,
      EmittedEvent event,
      IndexedManifest subscriber,
      int index,
      Subscription subscription) {
    if (admits(subscription.schemaVersion(), event.schemaVersion())) {
      use(subscriber);
      Execution to = new Execution(subscriber.repo(), subscription.workflow());
      edges.add(new ReactionEdge(from, to, index, subscription, event.type()));
    } else {
      excluded.add(
          new ExcludedSubscription(
              subscriber.repo(),
              index,
              subscription.workflow(),
              subscription.artifact().toString(),
              event.type(),
              String.valueOf(subscription.schemaVersion())));
    }
  }

  /// A version that is only known when the event is there may be any.
  private boolean admits(@Nullable SchemaRange range, String version) {
    return range == null || version.contains("{{") || admitted.test(range, version);
  }
}
