package dev.tako.graph.http;

import dev.tako.contract.Plan;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.postgres.Version;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows the manifests of a repository at the commits they were indexed at.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ManifestsResource {
  private static final int NAMED = 5;

  record Versions(RepositoryRef repo, List<VersionView> versions) {}

  /// A [Version] without its text.
  record VersionView(RepositoryRef repo, String commit, boolean inForce, Instant indexedAt) {
    static VersionView of(Version version) {
      return new VersionView(
          version.repo(), version.commit(), version.inForce(), version.indexedAt());
    }
  }

  private final GraphKeeper keeper;

  ManifestsResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// Every manifest that ever was in force, the newest first.
  ///
  /// @param branch only those of this branch
  @GET
  @Path("/repositories/{owner}/{repo}/manifests")
  public Versions versions(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch) {
    RepositoryRef ref = Refs.of(owner, repo, branch);
    known(ref);
    return new Versions(ref, keeper.versions(ref).stream().map(VersionView::of).toList());
  }

  /// The manifest in force, or the one at a commit, as a plan with that commit uses it.
  ///
  /// @param branch absent: the default branch, or any that the commit was indexed on
  /// @param commit full hex
  @GET
  @Path("/repositories/{owner}/{repo}/manifest")
  public Version manifest(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch,
      @QueryParam("commit") @Nullable String commit) {
    RepositoryRef ref = Refs.of(owner, repo, branch);
    String standing = known(ref).defaultBranch();
    RepositoryRef asked =
        ref.branch() == null && commit == null && standing != null ? ref.withBranch(standing) : ref;
    List<Version> versions = keeper.versions(asked);
    return versions.stream()
        .filter(version -> commit == null ? version.inForce() : version.commit().equals(commit))
        .findFirst()
        .orElseThrow(() -> absent(asked, commit, versions));
  }

  private Repository known(RepositoryRef ref) {
    return keeper
        .graph()
        .find(ref.fullName())
        .orElseThrow(() -> new RefusedException(keeper.unknown(ref)));
  }

  private static RefusedException absent(
      RepositoryRef ref, @Nullable String commit, List<Version> versions) {
    List<String> last = versions.stream().limit(NAMED).map(Version::commit).toList();
    return new RefusedException(
        new Plan.Refusal(
            "No manifest of " + ref,
            404,
            "expected %s of %s, found none; %s"
                .formatted(
                    commit == null ? "a manifest in force" : "a manifest indexed at " + commit,
                    ref,
                    last.isEmpty()
                        ? "push one, then sync it"
                        : "the last ones indexed are at " + String.join(", ", last)),
            List.of()));
  }
}
