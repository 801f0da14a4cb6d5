package dev.tako.graph.http;

import dev.tako.graph.GraphKeeper;
import dev.tako.graph.Progress;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Registers repositories and says what is known of them.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RepositoriesResource {
  /// @param repo `owner/repo[:branch]`
  record Registration(@Nullable RepositoryRef repo, @Nullable String url) {}

  /// @param url a folder of repositories, or a pattern with `{owner}` and `{repo}`
  record Base(@Nullable String url) {}

  /// @param registered what was found there and not registered before
  record AddedBase(String url, List<RepositoryRef> registered) {}

  record RepositoryList(List<RepositoryView> repositories) {
    static RepositoryList of(Collection<Repository> repositories) {
      return new RepositoryList(repositories.stream().map(RepositoryView::of).toList());
    }
  }

  private final GraphKeeper keeper;

  RepositoriesResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  @POST
  @Path("/repositories")
  public RestResponse<RepositoryView> register(@Nullable Registration asked) {
    if (asked == null || asked.repo() == null || asked.url() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"repo\":\"owner/repo\",\"url\":\"https://…\"}, but repo or url is missing.");
    }
    var registration = keeper.register(asked.repo(), asked.url());
    return RestResponse.status(
        registration.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
        RepositoryView.of(registration.repository()));
  }

  @GET
  @Path("/repositories")
  public RepositoryList list() {
    return RepositoryList.of(keeper.graph().repositories());
  }

  @GET
  @Path("/repositories/{owner}/{repo}")
  public RepositoryView one(@PathParam("owner") String owner, @PathParam("repo") String repo) {
    RepositoryRef ref = Refs.of(owner, repo, null);
    return keeper
        .graph()
        .find(ref.fullName())
        .map(RepositoryView::of)
        .orElseThrow(() -> new RefusedException(keeper.unknown(ref)));
  }

  @POST
  @Path("/repositories/{owner}/{repo}/sync")
  @Consumes(MediaType.WILDCARD)
  public RepositoryView sync(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch) {
    RepositoryRef ref = Refs.of(owner, repo, branch);
    return keeper
        .sync(ref)
        .map(RepositoryView::of)
        .orElseThrow(() -> new RefusedException(keeper.unknown(ref)));
  }

  @POST
  @Path("/sync")
  @Consumes(MediaType.WILDCARD)
  public RepositoryList syncAll() throws InterruptedException {
    return RepositoryList.of(keeper.syncAll());
  }

  /// How far a registration of many, or a sync of all, is; `total` is 0 when none is under way.
  @GET
  @Path("/indexing")
  public Progress.Now indexing() {
    return keeper.progress();
  }

  @POST
  @Path("/bases")
  public AddedBase addBase(@Nullable Base asked) throws IOException, InterruptedException {
    if (asked == null || asked.url() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"url\":\"file:///srv/git/{owner}/{repo}.git\"}, but url is missing.");
    }
    return new AddedBase(asked.url(), keeper.addBase(asked.url()));
  }
}
