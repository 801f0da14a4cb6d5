package dev.tako.coordinator.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What Tako reads of a GitHub `push` event.
///
/// @param deleted whether the ref is gone; `after` is all zeros then
record GithubPush(
    @Nullable String ref,
    @Nullable String after,
    boolean deleted,
    @Nullable Repository repository,
    @Nullable List<@Nullable Commit> commits) {

  record Repository(@JsonProperty("full_name") @Nullable String fullName) {}

  /// A commit with the paths it touched.
  record Commit(
      @Nullable List<String> added,
      @Nullable List<String> modified,
      @Nullable List<String> removed) {

    Stream<String> paths() {
      return Stream.of(added, modified, removed)
          .filter(Objects::nonNull)
          .flatMap(List::stream)
          .filter(Objects::nonNull);
    }
  }

  /// @throws ProblemException if it is not what GitHub sends
  Pushed trigger(String deliveryId, Instant receivedAt) {
    if (ref == null || !ref.matches("refs/\\S+") || ref.indexOf('\0') >= 0) {
      throw ProblemException.badRequest(
          "Expected ref to be a full ref like refs/heads/main, but found '%s'.".formatted(ref));
    }
    if (!deleted && (after == null || !after.matches("[0-9a-f]{40}|[0-9a-f]{64}"))) {
      throw ProblemException.badRequest(
          "Expected after to be a full commit id, but found '%s'.".formatted(after));
    }
    return new Pushed(deliveryId, repo(), ref, deleted ? null : after, paths(), receivedAt);
  }

  private RepositoryRef repo() {
    String name = repository == null ? null : repository.fullName();
    try {
      RepositoryRef repo = RepositoryRef.parse(String.valueOf(name));
      if (repo.branch() == null) {
        return repo;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw ProblemException.badRequest(
        "Expected repository.full_name to be owner/repo, but found '%s'.".formatted(name));
  }

  private List<String> paths() {
    return commits == null
        ? List.of()
        : commits.stream().filter(Objects::nonNull).flatMap(Commit::paths).distinct().toList();
  }
}
