package dev.tako.graph.http;

import dev.tako.contract.Plan;
import dev.tako.graph.Answer;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.query.Check;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Tells what a changed manifest would break before it is pushed.
@Path("/api/v1/check")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CheckResource {
  /// @param manifest the changed text, or
  /// @param ref the branch, tag or full commit id that has it
  /// @param against what to compare with; absent: the manifest in force
  record Asked(
      @Nullable RepositoryRef repo,
      @Nullable String manifest,
      @Nullable String ref,
      @Nullable String against) {}

  private final GraphKeeper keeper;

  CheckResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// 200 with a [Check], whether something breaks or not; 404 or 422 when there is nothing to
  /// check.
  @POST
  public Response check(@Nullable Asked asked) {
    if (asked == null
        || asked.repo() == null
        || (asked.manifest() == null) == (asked.ref() == null)) {
      throw RefusedException.badRequest(
          "Expected a body like {\"repo\":\"owner/repo\",\"manifest\":\"…\"} or {\"repo\":\"owner/repo\",\"ref\":\"branch\"}, but repo is missing, or not exactly one of manifest and ref is there.");
    }
    return switch (keeper.check(asked.repo(), asked.manifest(), asked.ref(), asked.against())) {
      case Answer.Given<Check>(Check check) -> Response.ok(check).build();
      case Answer.Refused<Check>(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }
}
