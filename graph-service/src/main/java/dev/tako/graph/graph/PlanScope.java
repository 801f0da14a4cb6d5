package dev.tako.graph.graph;

import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The graph as one plan sees it: as indexed, but the root at its own commit.
record PlanScope(Graph graph, IndexedManifest root) {
  @Nullable Repository repository(RepositoryRef ref) {
    return graph.get(ref);
  }

  String url(RepositoryRef ref) {
    return graph.find(ref.fullName()).orElseThrow().url();
  }

  /// @param repo with its branch, known to be in the plan
  IndexedManifest manifest(RepositoryRef repo) {
    return root.repo().equals(repo) ? root : graph.manifest(repo).orElseThrow();
  }

  /// Who may react when `from` emits `event`.
  List<ReactionEdge> listeners(Execution from, EmittedEvent event) {
    EventKey key = EventKey.of(from.repo(), event.artifact(), event.type());
    List<ReactionEdge> edges = new ArrayList<>();
    for (SubscriptionRef ref : graph.subscribers(key)) {
      Repository repository = graph.find(ref.subscriber()).orElseThrow();
      IndexedManifest manifest = repository.manifest().orElseThrow();
      if (!manifest.repo().equals(root.repo())) {
        addIfAdmitted(edges, from, event, manifest, ref.index());
      }
    }
    if (isDefaultBranch(root.repo())) {
      List<Subscription> own = root.manifest().subscriptions();
      for (int i = 0; i < own.size(); i++) {
        if (listens(own.get(i), key)) {
          addIfAdmitted(edges, from, event, root, i);
        }
      }
    }
    return edges;
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

  private static void addIfAdmitted(
      List<ReactionEdge> edges,
      Execution from,
      EmittedEvent event,
      IndexedManifest subscriber,
      int index) {
    Subscription subscription = subscriber.manifest().subscriptions().get(index);
    var range = subscription.schemaVersion();
    boolean known = !event.schemaVersion().contains("{{");
    if (range == null || !known || range.admits(event.schemaVersion())) {
      Execution to = new Execution(subscriber.repo(), subscription.workflow());
      edges.add(new ReactionEdge(from, to, index, subscription, event.type()));
    }
  }
}
