package dev.tako.graph.http;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Plan;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.forecast.EventPlanner;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resolves a run ahead of time.
@Path("/api/v1/plan")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlanResource {
  /// [Plan.Request] as it may come in.
  ///
  /// @param known the hash of a plan the asker has, which need not be sent again
  record Asked(
      @Nullable RepositoryRef repo,
      @Nullable String workflow,
      @Nullable String commit,
      @Nullable Map<String, Object> inputs,
      @Nullable Boolean byName,
      @Nullable String known) {}

  /// [EventPlan.Request] as it may come in.
  record AskedEvent(
      @Nullable String artifact,
      @Nullable String type,
      @Nullable String schemaVersion,
      @Nullable List<String> fields,
      EventPlan.@Nullable Only only) {}

  private final GraphKeeper keeper;

  PlanResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// 200 with a [Plan], 204 when it is the one that is known already, 422 with a [Plan.Refusal],
  /// 404 when the repository is unknown.
  @POST
  public Response plan(@Nullable Asked asked) {
    if (asked == null || asked.repo() == null || asked.workflow() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"repo\":\"owner/repo\",\"workflow\":\"release\",\"inputs\":{}}, but repo or workflow is missing.");
    }
    Map<String, Object> inputs = asked.inputs() == null ? Map.of() : asked.inputs();
    boolean byName = Boolean.TRUE.equals(asked.byName());
    var request = new Plan.Request(asked.repo(), asked.workflow(), asked.commit(), inputs, byName);
    return switch (keeper.plan(request)) {
      case Planner.Planned planned when planned.plan().hash().equals(asked.known()) ->
          Response.noContent().build();
      case Planner.Planned planned -> Written.json(new PlanJson(planned));
      case Planner.Refused(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }

  /// 200 with an [EventPlan], 422 with a [Plan.Refusal], 404 when `only` names an unknown
  /// repository.
  @POST
  @Path("/event")
  public Response planEvent(@Nullable AskedEvent asked) {
    if (asked == null || asked.type() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"artifact\":\"owner/repo:artifact\",\"type\":\"api_published\",\"schemaVersion\":\"1.0.0\",\"fields\":[\"version\"]}, but the type is missing.");
    }
    var request =
        new EventPlan.Request(
            asked.artifact(),
            asked.type(),
            asked.schemaVersion() == null ? "1.0.0" : asked.schemaVersion(),
            asked.fields() == null ? List.of() : asked.fields(),
            asked.only());
    return switch (keeper.plan(request)) {
      case EventPlanner.Planned(EventPlan plan, _) -> Response.ok(plan).build();
      case EventPlanner.Refused(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }
}
