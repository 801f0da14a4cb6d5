package dev.tako.coordinator.run;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Step;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A plan made ready for deciding: edges indexed, manifests looked up by digest when they are
/// needed. Shared by all runs of one plan hash; for the one thread that decides.
public final class RunPlan {
  /// How many manifests are read together, where one after the other will be needed.
  private static final int AT_ONCE = 256;

  /// A forward edge of the plan with its manifest entry.
  record Edge(RepositoryRef from, RepositoryRef to, Dependent entry) {}

  /// A subscription of the plan with its manifest entry.
  record Subscriber(RepositoryRef repo, int index, Subscription entry) {}

  private record Emitted(String artifact, String type) {}

  private final Plan plan;
  private final Manifests manifests;
  private final Map<RepositoryRef, Integer> places;
  private final Map<Integer, List<PlannedDependent>> dependents = new HashMap<>();
  private final Map<RepositoryRef, List<RepositoryRef>> parents = new HashMap<>();
  private final Map<RepositoryRef, Integer> followers = new LinkedHashMap<>();
  private final Map<String, List<PlannedSubscription>> subscriptions = new HashMap<>();
  private final Map<String, List<ExcludedSubscription>> excluded = new HashMap<>();
  private final Map<Emitted, Boolean> listenedFor = new HashMap<>();

  public RunPlan(Plan plan, Manifests manifests) {
    this.plan = plan;
    this.manifests = manifests;
    this.places = HashMap.newHashMap(plan.repositories().size());
    plan.repositories().forEach(repository -> places.put(repository.repo(), places.size()));
    for (PlannedDependent edge : plan.dependents()) {
      dependents.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
      List<RepositoryRef> from = parents.computeIfAbsent(repo(edge.to()), _ -> new ArrayList<>());
      if (!from.contains(repo(edge.from()))) {
        from.add(repo(edge.from()));
      }
    }
    plan.excluded()
        .forEach(e -> excluded.computeIfAbsent(e.artifact(), _ -> new ArrayList<>()).add(e));
    for (PlannedRepository repository : plan.repositories()) {
      if (parents.containsKey(repository.repo())) {
        followers.put(repository.repo(), followers.size());
      }
    }
    for (PlannedSubscription planned : plan.subscriptions()) {
      subscriptions
          .computeIfAbsent(plan.artifacts().get(planned.artifact()), _ -> new ArrayList<>())
          .add(planned);
    }
  }

  String hash() {
    return plan.hash();
  }

  /// How many repositories and edges it holds.
  public int weight() {
    return plan.repositories().size()
        + plan.dependents().size()
        + plan.subscriptions().size()
        + plan.excluded().size();
  }

  /// The digests of the manifests of those that are in this plan.
  public List<String> digestsOf(Collection<RepositoryRef> repos) {
    return repos.stream()
        .map(places::get)
        .filter(Objects::nonNull)
        .map(place -> plan.repositories().get(place).manifest())
        .toList();
  }

  /// Every repository the plan's workflow travels to, in topological order, without the root; their
  /// manifests are read ahead.
  Iterable<RepositoryRef> followers() {
    List<RepositoryRef> all = List.copyOf(followers.keySet());
    return () -> readingAhead(all, this::placeInPlan).iterator();
  }

  /// The place of `repo` among the followers, from 0.
  int placeOf(RepositoryRef repo) {
    return place(followers.get(repo), repo, "follow another in");
  }

  /// Those `repo` waits for before the plan's workflow runs in it.
  List<RepositoryRef> parentsOf(RepositoryRef repo) {
    return parents.getOrDefault(repo, List.of());
  }

  List<Edge> edgesFrom(RepositoryRef repo) {
    List<PlannedDependent> edges = dependents.getOrDefault(placeInPlan(repo), List.of());
    return readingAhead(edges, PlannedDependent::to)
        .map(edge -> new Edge(repo, repo(edge.to()), manifest(repo).dependents().get(edge.index())))
        .toList();
  }

  /// The subscriptions to an artifact, `owner/repo:artifact`, whatever the event; their manifests
  /// are read ahead.
  Iterable<Subscriber> subscribersOf(String artifact) {
    return () -> subscribers(artifact).iterator();
  }

  private Stream<Subscriber> subscribers(String artifact) {
    return readingAhead(
            subscriptions.getOrDefault(artifact, List.of()), PlannedSubscription::subscriber)
        .map(planned -> {
          RepositoryRef repo = repo(planned.subscriber());
          Subscription entry = manifest(repo).subscriptions().get(planned.index());
          return new Subscriber(repo, planned.index(), entry);
        });
  }

  /// Those that listen for an event of an artifact, `owner/repo:artifact`, and do not understand
  /// its schema version.
  List<ExcludedSubscription> excludedFrom(String artifact) {
    return excluded.getOrDefault(artifact, List.of());
  }

  PlannedRepository repository(RepositoryRef repo) {
    return plan.repositories().get(placeInPlan(repo));
  }

  Workflow workflow(RepositoryRef repo, String name) {
    Workflow workflow = manifest(repo).workflows().get(name);
    if (workflow == null) {
      throw new IllegalStateException(
          "Expected %s to have a workflow %s as in plan %s, but it has %s."
              .formatted(repo, name, plan.hash(), manifest(repo).workflows().keySet()));
    }
    return workflow;
  }

  /// The events `step` emits when it completes (rule R3).
  List<EmittedEvent> events(Workflow workflow, Step step) {
    return StepEvents.of(workflow, step);
  }

  /// Whether anybody in the plan could react to `step`, so that its execution may have to wait
  /// after it.
  boolean hasCandidates(RepositoryRef repo, Workflow workflow, Step step) {
    return events(workflow, step).stream()
        .map(event -> new Emitted(artifactOf(repo, event), event.type()))
        .anyMatch(emitted -> listenedFor.computeIfAbsent(emitted, this::isListenedFor));
  }

  private boolean isListenedFor(Emitted emitted) {
    return subscribers(emitted.artifact())
        .anyMatch(subscriber -> subscriber.entry().events().contains(emitted.type()));
  }

  /// The templates of a manifest of this plan with their values.
  ///
  /// @throws dev.tako.manifest.template.TemplateException when a value is missing
  Map<String, Object> render(Map<String, Object> texts, Scope scope) {
    return Template.renderAll(texts, scope, manifests::template);
  }

  static String artifactOf(RepositoryRef repo, EmittedEvent event) {
    return repo.fullName() + ":" + event.artifact();
  }

  private Manifest manifest(RepositoryRef repo) {
    return manifests.of(repository(repo).manifest());
  }

  private RepositoryRef repo(int place) {
    return plan.repositories().get(place).repo();
  }

  private int placeInPlan(RepositoryRef repo) {
    return place(places.get(repo), repo, "be in");
  }

  private int place(@Nullable Integer found, RepositoryRef repo, String expected) {
    if (found == null) {
      throw new IllegalStateException(
          "Expected %s to %s plan %s, but it does not.".formatted(repo, expected, plan.hash()));
    }
    return found;
  }

  /// The same, reading their manifests in parts: a small one first, because whoever looks for one
  /// that fits often finds it there.
  ///
  /// @param place of the repository whose manifest will be needed
  private <T> Stream<T> readingAhead(List<T> all, ToIntFunction<T> place) {
    return Stream.iterate(0, from -> from < all.size(), RunPlan::afterPartFrom)
        .map(from -> all.subList(from, Math.min(all.size(), afterPartFrom(from))))
        .flatMap(part -> {
          manifests.readAhead(
              part.stream()
                  .map(one -> plan.repositories().get(place.applyAsInt(one)).manifest())
                  .toList());
          return part.stream();
        });
  }

  /// 0, 1, 4, 16, 64, 256, 512, …
  private static int afterPartFrom(int from) {
    return from + Math.clamp(3L * from, 1, AT_ONCE);
  }
}
