package dev.tako.contract;

import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The plan of a run whose root is an event from outside: what the graph service answers to `POST
/// /api/v1/plan/event`.
///
/// The plan's root is the artifact's repository without a branch, at no commit: an event from
/// outside belongs to none. Its manifest has one workflow, named as the event, with one
/// `tako/fan-out@v1` step that emits it; each field of the payload is a template over `event`, so
/// that the plan holds no values.
///
/// @param candidates the subscriptions that listen for the event and admit its version; their
///   filters are not asked yet
public record EventPlan(Plan plan, List<Candidate> candidates) {
  public EventPlan {
    candidates = List.copyOf(candidates);
  }

  /// A subscription that may react.
  ///
  /// @param repo the subscriber, with its branch
  /// @param subscription index of the entry in its manifest, counting from 0
  public record Candidate(RepositoryRef repo, int subscription, String workflow) {}

  /// What `POST /api/v1/plan/event` asks.
  ///
  /// @param artifact `owner/repo:artifact`, or `owner/repo` for its default artifact; null: that of
  ///   the subscriptions that `only` leaves
  /// @param type snake_case
  /// @param schemaVersion x.y.z
  /// @param fields the names of the payload's fields
  /// @param only the only one that may react to it; null: whoever subscribes
  public record Request(
      @Nullable String artifact,
      String type,
      String schemaVersion,
      List<String> fields,
      @Nullable Only only) {
    public Request {
      fields = List.copyOf(fields);
    }
  }

  /// A workflow of a repository, as its subscriptions start it.
  public record Only(RepositoryRef repo, String workflow) {
    public Only {
      Objects.requireNonNull(repo, "repo");
      Objects.requireNonNull(workflow, "workflow");
    }
  }
}
