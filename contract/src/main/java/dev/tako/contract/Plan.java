package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The graph of a run, resolved ahead of time and pinned: what the graph service answers to `POST
/// /api/v1/plan`.
///
/// @param hash hex SHA-256 of the content; two runs of the same content share one stored plan
/// @param repo the root, with its branch
/// @param workflow the workflow the run starts in the root
/// @param repositories everything reachable, in topological order of the dependents edges, the root
///   first
/// @param dependents forward edges along which `workflow` travels, resolved to repositories of this
///   plan
/// @param artifacts the artifacts, `owner/repo:artifact`, that are subscribed to, each once
/// @param subscriptions every subscription that could match, resolved to repositories of this plan
/// @param excluded subscriptions that listen for an event of this plan and do not understand its
///   schema version, so that a run can tell why they did not react
/// @param warnings what is odd but no reason to refuse, for example a depth over 7
public record Plan(
    String hash,
    RepositoryRef repo,
    String workflow,
    List<PlannedRepository> repositories,
    List<PlannedDependent> dependents,
    List<String> artifacts,
    List<PlannedSubscription> subscriptions,
    List<ExcludedSubscription> excluded,
    List<String> warnings) {
  public Plan {
    repositories = List.copyOf(repositories);
    dependents = List.copyOf(dependents);
    artifacts = List.copyOf(artifacts);
    subscriptions = List.copyOf(subscriptions);
    excluded = List.copyOf(excluded);
    warnings = List.copyOf(warnings);
  }

  /// One repository pinned to one commit.
  ///
  /// @param repo with its branch, always
  /// @param url where to fetch it from
  /// @param commit full hex
  /// @param manifest the digest of the text of `tako.yml` at that commit, see
  ///   [ManifestTexts#digestOf]
  public record PlannedRepository(RepositoryRef repo, String url, String commit, String manifest) {}

  /// `to` runs the plan's workflow after `from`. In JSON an array of the three.
  ///
  /// @param from a place in `repositories`, from 0, as `to` is
  /// @param index of the entry in `from`'s manifest, counting its `dependents` from 0
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record PlannedDependent(int from, int to, int index) {}

  /// `subscriber` reacts to events of an artifact of this plan. In JSON an array of the three.
  ///
  /// @param subscriber a place in `repositories`, from 0
  /// @param index of the entry in `subscriber`'s manifest, counting its `subscriptions` from 0
  /// @param artifact a place in `artifacts`, from 0
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record PlannedSubscription(int subscriber, int index, int artifact) {}

  /// `subscriber`, which is not in this plan for it, listens for `event` of `artifact` and does not
  /// understand its schema version.
  ///
  /// @param index of the entry in `subscriber`'s manifest, counting its `subscriptions` from 0
  /// @param workflow the one it would have started
  /// @param artifact `owner/repo:artifact`
  /// @param event the type
  /// @param schemaVersion the range it understands
  public record ExcludedSubscription(
      RepositoryRef subscriber,
      int index,
      String workflow,
      String artifact,
      String event,
      String schemaVersion) {}

  /// What `POST /api/v1/plan` asks.
  ///
  /// @param commit plan from this commit of the root; null: from the newest one indexed
  /// @param byName whether a person or program starts the workflow by its name, which its `on` has
  ///   to allow with `exec`
  public record Request(
      RepositoryRef repo,
      String workflow,
      @Nullable String commit,
      Map<String, Object> inputs,
      boolean byName) {
    public Request(
        RepositoryRef repo, String workflow, @Nullable String commit, Map<String, Object> inputs) {
      this(repo, workflow, commit, inputs, false);
    }
  }

  /// Why there is no plan: the body of the 422 answer, as problem+json (RFC 9457) with its
  /// problems.
  public record Refusal(String title, int status, String detail, List<ManifestProblem> problems) {
    public Refusal {
      problems = List.copyOf(problems);
    }
  }
}
