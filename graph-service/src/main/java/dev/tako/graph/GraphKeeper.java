package dev.tako.graph;

import dev.tako.contract.EventPlan;
import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Trigger;
import dev.tako.graph.forecast.EventPlanner;
import dev.tako.graph.forecast.Forecaster;
import dev.tako.graph.forecast.PushForecast;
import dev.tako.graph.git.BaseFolder;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.git.RemoteUrl;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.kafka.Announcements;
import dev.tako.graph.plan.Planner;
import dev.tako.graph.postgres.GraphStore;
import dev.tako.graph.postgres.Version;
import dev.tako.graph.query.Check;
import dev.tako.manifest.RepositoryRef;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The graph service's shell: everything that is asked of it, over HTTP or Kafka, comes through
/// here.
///
/// ```
///  HTTP, Kafka ─► GraphKeeper ─► Indexer ─► git: fetch, read tako.yml at a commit
///                     │             └─────► KeptGraph: commit the row, then replace the snapshot
///                     └─► Plans ─► Planner: pure, over the snapshot
/// ```
@ApplicationScoped
public class GraphKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(GraphKeeper.class);

  /// @param created whether the repository was not registered before
  public record Registration(Repository repository, boolean created) {}

  private final GraphStore store;
  private final GraphSettings settings;
  private final KeptGraph graph;
  private final Bases bases;
  private final Indexer indexer;
  private final Pushes pushes;
  private final Plans plans;
  private final Texts texts;
  private final Questions questions;
  private final Parallel parallel;
  private final Progress progress = new Progress();
  private final Announcements announcements;

  @Inject
  GraphKeeper(GraphStore store, GraphSettings settings, Announcements announcements) {
    this.store = store;
    this.settings = settings;
    this.announcements = announcements;
    this.graph = new KeptGraph(store);
    this.parallel = new Parallel(settings.parallelFetches());
    Mirrors mirrors =
        new Mirrors(settings.mirrors(), settings.allowFile(), settings.fetchTimeout());
    Locks locks = new Locks();
    this.bases = new Bases(store, mirrors);
    this.indexer = new Indexer(graph, mirrors, bases, locks, announcements);
    this.pushes = new Pushes(graph, mirrors, indexer, locks, settings);
    Planner.Limits limits = new Planner.Limits(settings.warnDepth(), settings.maxDepth());
    PlannedRoots roots = new PlannedRoots();
    this.plans = new Plans(graph, mirrors, indexer, locks, limits, roots);
    this.texts = new Texts(graph, roots, store);
    this.questions =
        new Questions(graph, indexer, new Lookup(graph, mirrors, indexer, locks), limits);
  }

  void start(@Observes @Priority(1) StartupEvent event) {
    graph.load();
    LOG.info("Graph loaded: repositories={}", graph.now().size());
    Thread.startVirtualThread(this::repeatSchedules);
  }

  /// A repository that was synced just before this process died may not have been announced; what
  /// starts by the clock must not wait for its next push.
  private void repeatSchedules() {
    for (Repository repository : graph.now().repositories()) {
      List<Scheduled> schedules = repository.schedules();
      if (!schedules.isEmpty()) {
        repository.manifest().ifPresent(manifest -> announcements.repeated(manifest, schedules));
      }
    }
  }

  /// The graph as it is now.
  public Graph graph() {
    return graph.now();
  }

  /// Registers a repository, or gives it another url, and indexes it.
  ///
  /// @throws IllegalArgumentException if the url's transport is not allowed
  public Registration register(RepositoryRef ref, String url) {
    RemoteUrl.check(url, settings.allowFile());
    Optional<Repository> known = graph.now().find(ref.fullName());
    Repository wanted =
        known
            .map(repository -> repository.withUrl(url))
            .orElseGet(() -> Repository.registered(ref, url));
    boolean changed = known.filter(wanted::equals).isEmpty();
    if (changed) {
      graph.apply(new Change.Saved(wanted));
      LOG.info("Repository registered: repo={} url={}", ref.fullName(), url);
    }
    boolean wantsBranch = ref.branch() != null && wanted.branch(ref.branch()).isEmpty();
    if (changed || wantsBranch || wanted.defaultBranch() == null) {
      indexer.follow(indexer.sync(ref));
    }
    return new Registration(graph.now().find(ref.fullName()).orElseThrow(), known.isEmpty());
  }

  /// Looks for unregistered repositories there from now on, and registers all that a folder of this
  /// machine holds.
  ///
  /// @return those it registered
  /// @throws IllegalArgumentException if it is no usable base
  /// @throws IOException if the folder cannot be listed
  public List<RepositoryRef> addBase(String url) throws IOException, InterruptedException {
    BaseFolder base = BaseFolder.parse(url, settings.allowFile());
    bases.add(base);
    List<RepositoryRef> fresh =
        base.list().stream().filter(repo -> graph.now().find(repo.fullName()).isEmpty()).toList();
    List<Change> registered = new ArrayList<>();
    fresh.forEach(
        repo -> registered.add(new Change.Saved(Repository.registered(repo, base.urlOf(repo)))));
    graph.apply(registered);
    LOG.info("Base added: url={} registered={}", base.pattern(), fresh.size());
    syncAll(fresh);
    return fresh;
  }

  /// Brings one repository to what its origin holds, from a base if it is not registered yet.
  public Optional<Repository> sync(RepositoryRef ref) {
    if (indexer.find(ref).isEmpty()) {
      return Optional.empty();
    }
    indexer.follow(indexer.sync(ref));
    return graph.now().find(ref.fullName());
  }

  /// Brings every repository to what its origin holds.
  public Collection<Repository> syncAll() throws InterruptedException {
    syncAll(graph.now().repositories().stream().map(Repository::ref).toList());
    return graph.now().repositories();
  }

  private void syncAll(List<RepositoryRef> refs) throws InterruptedException {
    List<Fresh> fresh = new ArrayList<>();
    progress.begun(refs.size());
    try {
      parallel
          .map(
              refs,
              ref -> {
                List<Fresh> found = indexer.sync(ref);
                progress.oneDone();
                return found;
              })
          .forEach(fresh::addAll);
    } finally {
      progress.ended(refs.size());
    }
    LOG.info("Indexed: repositories={} manifests={}", refs.size(), fresh.size());
    indexer.follow(fresh);
  }

  /// How far a registration of many, or a sync of all, is.
  public Progress.Now progress() {
    return progress.now();
  }

  /// What a trigger leads to.
  public ManifestMessage answer(Trigger trigger) throws InterruptedException {
    return switch (trigger) {
      case Trigger.Pushed pushed -> pushes.answer(pushed);
    };
  }

  /// A plan, or everything that stands against it.
  public Planner.Outcome plan(Plan.Request request) {
    Planner.Outcome outcome = plans.plan(request);
    switch (outcome) {
      case Planner.Planned(Plan plan, _) ->
          LOG.info(
              "Planned: repo={} workflow={} repositories={} hash={}",
              plan.repo(),
              plan.workflow(),
              plan.repositories().size(),
              plan.hash());
      case Planner.Refused(Plan.Refusal refusal) ->
          LOG.info(
              "Plan refused: repo={} workflow={} problems={} reason={}",
              request.repo(),
              request.workflow(),
              refusal.problems().size(),
              refusal.detail());
    }
    return outcome;
  }

  /// A plan of the run of an event from outside, or everything that stands against it.
  public EventPlanner.Outcome plan(EventPlan.Request request) {
    EventPlanner.Outcome outcome = plans.plan(request);
    switch (outcome) {
      case EventPlanner.Planned(EventPlan planned, _) ->
          LOG.info(
              "Planned an event: artifact={} type={} candidates={} repositories={} hash={}",
              request.artifact(),
              request.type(),
              planned.candidates().size(),
              planned.plan().repositories().size(),
              planned.plan().hash());
      case EventPlanner.Refused(Plan.Refusal refusal) ->
          LOG.info(
              "Plan of an event refused: artifact={} type={} reason={}",
              request.artifact(),
              request.type(),
              refusal.detail());
    }
    return outcome;
  }

  /// What an event from outside would set off, or everything that stands against it.
  ///
  /// @param payload its values; `request` names their fields
  public Forecaster.Outcome forecast(EventPlan.Request request, Map<String, Object> payload) {
    return plans.forecast(request, payload);
  }

  /// What a run would do, or everything that stands against it.
  ///
  /// @param assumed payload values taken for granted where they are not known beforehand
  public Forecaster.Outcome forecast(Plan.Request request, Map<String, Object> assumed) {
    return plans.forecast(request, assumed);
  }

  /// What pushing a branch, tag or commit would do to the index and start.
  ///
  /// @param ref its name, or a full commit id
  public Answer<PushForecast> forecastPush(
      RepositoryRef repo, String ref, Map<String, Object> assumed) {
    return questions.push(repo, ref, assumed);
  }

  /// What a changed manifest would break.
  ///
  /// @param manifest its text; null: that of `ref`
  /// @param ref a branch, tag or full commit id
  /// @param against the same, what to compare with; null: the manifest in force
  public Answer<Check> check(
      RepositoryRef repo,
      @Nullable String manifest,
      @Nullable String ref,
      @Nullable String against) {
    return questions.check(repo, manifest, ref, against);
  }

  /// Every manifest of a registered repository that ever was in force, the newest first; of one
  /// branch, if `ref` names one.
  public List<Version> versions(RepositoryRef ref) {
    return store.versions(ref.fullName(), ref.branch());
  }

  /// The texts of manifests that plans name.
  ///
  /// @param most no further text is added to more characters than this
  public ManifestTexts texts(Collection<String> digests, long most) {
    return texts.find(digests, most);
  }

  /// The answer about a repository nobody registered.
  public Plan.Refusal unknown(RepositoryRef ref) {
    return Plans.unknown(graph.now(), ref);
  }
}
