package dev.tako.graph;

import dev.tako.contract.Plan;
import dev.tako.graph.forecast.PushForecast;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.plan.Planner;
import dev.tako.graph.query.Check;
import dev.tako.graph.query.Checker;
import dev.tako.manifest.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers what a push would start and what a change would break; changes nothing.
final class Questions {
  private final KeptGraph graph;
  private final Indexer indexer;
  private final Lookup lookup;
  private final Planner.Limits limits;

  Questions(KeptGraph graph, Indexer indexer, Lookup lookup, Planner.Limits limits) {
    this.graph = graph;
    this.indexer = indexer;
    this.lookup = lookup;
    this.limits = limits;
  }

  Answer<PushForecast> push(RepositoryRef repo, String ref, Map<String, Object> assumed) {
    return switch (lookup.find(repo, ref)) {
      case Lookup.Missing(Plan.Refusal refusal) -> new Answer.Refused<>(refusal);
      case Lookup.Found found ->
          new Answer.Given<>(
              PushForecast.of(
                  found.seen(),
                  Indexer.change(found.repo(), found.reading()),
                  new PushForecast.Pushed(found.ref(), found.newest(), found.changed()),
                  assumed,
                  limits));
    };
  }

  /// @param manifest the changed text; null: that of `ref`
  /// @param against what to compare with; null: the manifest in force
  Answer<Check> check(
      RepositoryRef named,
      @Nullable String manifest,
      @Nullable String ref,
      @Nullable String against) {
    Optional<Repository> known = indexer.find(named);
    if (known.isEmpty()) {
      return new Answer.Refused<>(Plans.unknown(graph.now(), named));
    }
    String standing = known.get().defaultBranch() == null ? "main" : known.get().defaultBranch();
    RepositoryRef repo = named.withBranch(named.branch() == null ? standing : named.branch());
    Answer<IndexedManifest> after =
        manifest == null
            ? at(repo, String.valueOf(ref))
            : of(repo, repo, Reading.unsaved(repo, manifest.getBytes(StandardCharsets.UTF_8)));
    if (after instanceof Answer.Refused<IndexedManifest>(Plan.Refusal refusal)) {
      return new Answer.Refused<>(refusal);
    }
    IndexedManifest before = inForce(repo);
    if (against != null) {
      switch (at(repo, against)) {
        case Answer.Refused<IndexedManifest>(Plan.Refusal refusal) -> {
          return new Answer.Refused<>(refusal);
        }
        case Answer.Given<IndexedManifest>(IndexedManifest base) -> before = base;
      }
    }
    IndexedManifest changed = ((Answer.Given<IndexedManifest>) after).value();
    return new Answer.Given<>(Checker.check(graph.now(), before, changed, limits));
  }

  private @Nullable IndexedManifest inForce(RepositoryRef repo) {
    return graph
        .now()
        .find(repo.fullName())
        .flatMap(repository -> repository.branch(repo.branch()))
        .map(Branch::inForce)
        .orElse(null);
  }

  /// The manifest of a ref, as if it stood on the branch of `repo`.
  private Answer<IndexedManifest> at(RepositoryRef repo, String ref) {
    return switch (lookup.find(repo, ref)) {
      case Lookup.Missing(Plan.Refusal refusal) -> new Answer.Refused<>(refusal);
      case Lookup.Found found -> of(repo, found.repo(), found.reading());
    };
  }

  /// @param found where it was read
  private static Answer<IndexedManifest> of(
      RepositoryRef repo, RepositoryRef found, Reading reading) {
    return switch (reading) {
      case Reading.Invalid(Rejection why) -> invalid(found, why);
      case Reading.Absent(Rejection why) -> invalid(found, why);
      case Reading.Valid(IndexedManifest read) ->
          new Answer.Given<>(
              IndexedManifest.of(repo, read.commit(), read.source(), read.manifest()));
    };
  }

  private static <T> Answer<T> invalid(RepositoryRef repo, Rejection why) {
    String at = why.commit().equals(Reading.NO_COMMIT) ? "" : " at " + why.commit();
    return new Answer.Refused<>(
        new Plan.Refusal("No valid manifest of " + repo + at, 422, why.reason(), why.problems()));
  }
}
