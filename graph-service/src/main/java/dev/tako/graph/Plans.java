package dev.tako.graph;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Plan;
import dev.tako.graph.forecast.EventPlanner;
import dev.tako.graph.forecast.Forecaster;
import dev.tako.graph.git.GitException;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.git.Mirrors;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.plan.Planner;
import dev.tako.graph.plan.Planner.Outcome;
import dev.tako.graph.plan.PreparedPlan;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the manifest a plan starts from and plans; remembers the plans of the present graph, up to
/// the inputs of the run.
final class Plans {
  /// How many repositories and edges the remembered plans may have together; some megabytes.
  private static final int REMEMBERED = 100_000;

  private record Key(
      long graphVersion,
      RepositoryRef repo,
      String workflow,
      @Nullable String commit,
      boolean byName) {
    static Key of(Graph graph, Plan.Request request) {
      return new Key(
          graph.version(), request.repo(), request.workflow(), request.commit(), request.byName());
    }
  }

  private final KeptGraph graph;
  private final Mirrors mirrors;
  private final Indexer indexer;
  private final Locks locks;
  private final Planner.Limits limits;
  private final PlannedRoots roots;
  private final Map<Key, PreparedPlan> remembered = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  Plans(
      KeptGraph graph,
      Mirrors mirrors,
      Indexer indexer,
      Locks locks,
      Planner.Limits limits,
      PlannedRoots roots) {
    this.graph = graph;
    this.mirrors = mirrors;
    this.indexer = indexer;
    this.locks = locks;
    this.limits = limits;
    this.roots = roots;
  }

  Outcome plan(Plan.Request request) {
    Outcome outcome = outcome(request);
    if (outcome instanceof Planner.Planned planned) {
      keep(planned.manifests().getFirst());
    }
    return outcome;
  }

  /// Whoever gets the plan of a root that is not in force will ask for its text.
  private void keep(IndexedManifest root) {
    if (!graph.now().manifest(root.repo()).equals(Optional.of(root))) {
      roots.add(root);
    }
  }

  private Outcome outcome(Plan.Request request) {
    PreparedPlan known = recall(Key.of(graph.now(), request));
    if (known != null) {
      return known.with(request.inputs());
    }
    return switch (root(request)) {
      case Root.At(Graph seen, IndexedManifest manifest) -> {
        PreparedPlan prepared = Planner.prepare(seen, manifest, request, limits);
        remember(Key.of(seen, request), prepared);
        yield prepared.with(request.inputs());
      }
      case Root.None(Plan.Refusal refusal) -> new Planner.Refused(refusal);
    };
  }

  /// @param assumed payload values taken for granted where they are not known beforehand
  Forecaster.Outcome forecast(Plan.Request request, Map<String, Object> assumed) {
    return switch (root(request)) {
      case Root.At(Graph seen, IndexedManifest manifest) ->
          Forecaster.forecast(seen, manifest, request, assumed, limits);
      case Root.None(Plan.Refusal refusal) -> new Forecaster.Refused(refusal);
    };
  }

  EventPlanner.Outcome plan(EventPlan.Request request) {
    Plan.Refusal unknown = unknownSubscriber(request.only());
    if (unknown != null) {
      return new EventPlanner.Refused(unknown);
    }
    EventPlanner.Outcome outcome = EventPlanner.plan(graph.now(), request, limits);
    if (outcome instanceof EventPlanner.Planned planned) {
      roots.add(planned.root());
    }
    return outcome;
  }

  /// @param payload the event's values
  Forecaster.Outcome forecast(EventPlan.Request request, Map<String, Object> payload) {
    Plan.Refusal unknown = unknownSubscriber(request.only());
    return unknown == null
        ? EventPlanner.forecast(graph.now(), request, payload, limits)
        : new Forecaster.Refused(unknown);
  }

  private Plan.@Nullable Refusal unknownSubscriber(EventPlan.@Nullable Only only) {
    return only == null || indexer.find(only.repo()).isPresent() ? null : unknown(only.repo());
  }

  private sealed interface Root {
    record At(Graph seen, IndexedManifest manifest) implements Root {}

    record None(Plan.Refusal refusal) implements Root {}
  }

  private Root root(Plan.Request request) {
    RepositoryRef named = request.repo();
    Optional<Repository> found = indexer.find(named);
    if (found.isEmpty()) {
      return new Root.None(unknown(named));
    }
    if (named.branch() != null && found.get().branch(named.branch()).isEmpty()) {
      indexer.follow(indexer.sync(named));
    }
    Graph seen = graph.now();
    Repository repository = seen.find(named.fullName()).orElseThrow();
    String branch = named.branch() == null ? repository.defaultBranch() : named.branch();
    if (branch == null) {
      return none(
          request,
          repository.problem() == null
              ? "%s has no commit yet; push one, then sync it".formatted(named.fullName())
              : repository.problem());
    }
    RepositoryRef repo = named.withBranch(branch);
    Optional<Branch> known = repository.branch(branch);
    IndexedManifest inForce = known.map(Branch::inForce).orElse(null);
    String commit = request.commit();
    if (inForce != null && (commit == null || inForce.commit().equals(commit))) {
      return new Root.At(seen, inForce);
    }
    if (commit != null) {
      return at(request, seen, repository, repo, commit);
    }
    Rejection why = known.map(Branch::rejection).orElse(null);
    return why == null
        ? none(
            request,
            "expected a branch '%s' in %s, but it is not there; push it, then sync"
                .formatted(branch, named.fullName()))
        : none(request, repo, why);
  }

  /// A commit that is not in force: an older one, or that of a tag.
  private Root at(
      Plan.Request request, Graph seen, Repository repository, RepositoryRef repo, String commit) {
    try {
      Optional<Reading> reading = read(repo, commit);
      if (reading.isEmpty()) {
        locks.holding(
            repo,
            () -> {
              mirrors.fetch(repo, repository.url());
              return repo;
            });
        reading = read(repo, commit);
      }
      if (reading.isEmpty()) {
        return none(
            request,
            "expected commit %s in %s, but it is not there; name a full commit id that was pushed"
                .formatted(commit, repo.fullName()));
      }
      return switch (reading.get()) {
        case Reading.Valid(IndexedManifest manifest) -> new Root.At(seen, manifest);
        case Reading.Invalid(Rejection why) -> none(request, repo, why);
        case Reading.Absent(Rejection why) -> none(request, repo, why);
      };
    } catch (GitException e) {
      return none(request, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Reading> read(RepositoryRef repo, String commit)
      throws GitException, IOException {
    Optional<Mirror> opened = mirrors.open(repo);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (Mirror mirror = opened.get()) {
      Optional<String> found = mirror.commit(commit);
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(Reading.of(mirror, repo, found.get()));
    }
  }

  private static Root none(Plan.Request request, String detail) {
    String title = "No plan for %s on %s".formatted(request.workflow(), request.repo());
    return new Root.None(new Plan.Refusal(title, 422, detail, List.of()));
  }

  private static Root none(Plan.Request request, RepositoryRef repo, Rejection why) {
    String title = "No plan for %s on %s at %s".formatted(request.workflow(), repo, why.commit());
    return new Root.None(new Plan.Refusal(title, 422, why.reason(), why.problems()));
  }

  private Plan.Refusal unknown(RepositoryRef repo) {
    return unknown(graph.now(), repo);
  }

  /// The 404 answer for a repository nobody registered, with the names that are near.
  static Plan.Refusal unknown(Graph graph, RepositoryRef repo) {
    List<String> near = Names.nearest(repo.fullName(), graph.names());
    String hint = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    return new Plan.Refusal(
        "Unknown repository",
        404,
        "Expected a registered repository, found %s, which is not.%s Register it with POST /api/v1/repositories or tako repos add %s --url URL."
            .formatted(repo.fullName(), hint, repo.fullName()),
        List.of());
  }

  private @Nullable PreparedPlan recall(Key key) {
    synchronized (remembered) {
      return remembered.get(key);
    }
  }

  private void remember(Key key, PreparedPlan prepared) {
    synchronized (remembered) {
      if (prepared.weight() > REMEMBERED) {
        return;
      }
      PreparedPlan replaced = remembered.put(key, prepared);
      weight += prepared.weight() - (replaced == null ? 0 : replaced.weight());
      var eldest = remembered.entrySet().iterator();
      while (eldest.hasNext()) {
        var entry = eldest.next();
        boolean outdated = entry.getKey().graphVersion() < key.graphVersion();
        if (!outdated && weight <= REMEMBERED) {
          return;
        }
        eldest.remove();
        weight -= entry.getValue().weight();
      }
    }
  }
}
