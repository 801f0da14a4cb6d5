package dev.tako.coordinator.run;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Step;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A plan made ready for deciding: manifests parsed, edges indexed. Immutable, shared by all runs
/// of one plan hash.
public final class RunPlan {
  /// A forward edge of the plan with its manifest entry.
  record Edge(RepositoryRef from, RepositoryRef to, Dependent entry) {}

  /// A subscription of the plan with its manifest entry.
  record Subscriber(RepositoryRef repo, int index, Subscription entry) {}

  private final Plan plan;
  private final Map<RepositoryRef, PlannedRepository> repositories = new HashMap<>();
  private final Map<RepositoryRef, List<PlannedDependent>> dependents = new HashMap<>();
  private final Map<RepositoryRef, List<RepositoryRef>> parents = new HashMap<>();
  private final Map<RepositoryRef, Integer> followers = new LinkedHashMap<>();
  private final Map<String, List<Subscriber>> subscribers = new HashMap<>();
  private final Map<String, List<ExcludedSubscription>> excluded = new HashMap<>();
  private final Map<RepositoryRef, Manifest> manifests = new ConcurrentHashMap<>();
  private final Map<String, Template> templates = new ConcurrentHashMap<>();

  public RunPlan(Plan plan) {
    this.plan = plan;
    plan.repositories().forEach(r -> repositories.put(r.repo(), r));
    for (PlannedDependent edge : plan.dependents()) {
      dependents.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
      List<RepositoryRef> from = parents.computeIfAbsent(edge.to(), _ -> new ArrayList<>());
      if (!from.contains(edge.from())) {
        from.add(edge.from());
      }
    }
    plan.excluded()
        .forEach(e -> excluded.computeIfAbsent(e.artifact(), _ -> new ArrayList<>()).add(e));
    for (PlannedRepository repository : plan.repositories()) {
      if (parents.containsKey(repository.repo())) {
        followers.put(repository.repo(), followers.size());
      }
    }
    for (Plan.PlannedSubscription planned : plan.subscriptions()) {
      Subscription entry = manifest(planned.subscriber()).subscriptions().get(planned.index());
      subscribers
          .computeIfAbsent(entry.artifact().toString(), _ -> new ArrayList<>())
          .add(new Subscriber(planned.subscriber(), planned.index(), entry));
    }
  }

  String hash() {
    return plan.hash();
  }

  /// Every repository the plan's workflow travels to, in topological order, without the root.
  List<RepositoryRef> followers() {
    return List.copyOf(followers.keySet());
  }

  /// The place of `repo` among the followers, from 0.
  int placeOf(RepositoryRef repo) {
    Integer place = followers.get(repo);
    if (place == null) {
      throw new IllegalStateException(
          "Expected " + repo + " to follow another in plan " + plan.hash() + ".");
    }
    return place;
  }

  /// Those `repo` waits for before the plan's workflow runs in it.
  List<RepositoryRef> parentsOf(RepositoryRef repo) {
    return parents.getOrDefault(repo, List.of());
  }

  List<Edge> edgesFrom(RepositoryRef repo) {
    return dependents.getOrDefault(repo, List.of()).stream()
        .map(edge ->
            new Edge(edge.from(), edge.to(), manifest(edge.from()).dependents().get(edge.index())))
        .toList();
  }

  /// The subscriptions to an artifact, `owner/repo:artifact`, whatever the event.
  List<Subscriber> subscribersOf(String artifact) {
    return subscribers.getOrDefault(artifact, List.of());
  }

  /// Those that listen for an event of an artifact, `owner/repo:artifact`, and do not understand
  /// its schema version.
  List<ExcludedSubscription> excludedFrom(String artifact) {
    return excluded.getOrDefault(artifact, List.of());
  }

  PlannedRepository repository(RepositoryRef repo) {
    PlannedRepository planned = repositories.get(repo);
    if (planned == null) {
      throw new IllegalStateException(
          "Expected " + repo + " to be in plan " + plan.hash() + ", but it is not.");
    }
    return planned;
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
        .anyMatch(event ->
            subscribersOf(artifactOf(repo, event)).stream()
                .anyMatch(s -> s.entry().events().contains(event.type())));
  }

  /// The templates of a manifest of this plan with their values. Each text is read, and its CEL
  /// compiled, once for the plan.
  ///
  /// @throws dev.tako.manifest.template.TemplateException when a value is missing
  Map<String, Object> render(Map<String, Object> texts, Scope scope) {
    return Template.renderAll(
        texts, scope, text -> templates.computeIfAbsent(text, Template::parse));
  }

  static String artifactOf(RepositoryRef repo, EmittedEvent event) {
    return repo.fullName() + ":" + event.artifact();
  }

  private Manifest manifest(RepositoryRef repo) {
    return manifests.computeIfAbsent(
        repo,
        r -> {
          ParseResult result = ManifestParser.parse("tako.yml", repository(r).manifest());
          Manifest manifest = result.manifest();
          if (manifest == null) {
            throw new IllegalStateException(
                "Expected plan %s to hold a valid manifest of %s, but found %s"
                    .formatted(plan.hash(), r, result.problems()));
          }
          return manifest;
        });
  }
}
