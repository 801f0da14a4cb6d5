package dev.tako.coordinator.http;

import dev.tako.coordinator.postgres.TriggerOutcomes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What became of each trigger from outside.
@Path("/api/v1/triggers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "triggers")
class TriggersResource {
  private static final int PAGE = 50;

  private final TriggerOutcomes outcomes;

  TriggersResource(TriggerOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  @GET
  @Operation(summary = "List triggers, the newest first")
  public TriggerView.Page list(@QueryParam("limit") @Nullable String limit) {
    return new TriggerView.Page(
        outcomes.newest(Query.limit(limit, PAGE)).stream().map(TriggerView::of).toList());
  }

  @GET
  @Path("/{deliveryId}")
  @Operation(summary = "What became of one trigger, and why")
  public TriggerView get(@PathParam("deliveryId") String deliveryId) {
    return outcomes
        .find(deliveryId)
        .map(TriggerView::of)
        .orElseThrow(() ->
            ProblemException.notFound(
                "Expected a decided trigger, but there is none with delivery id %s. One that was just accepted is decided when its commit is indexed; GET /api/v1/triggers lists the others."
                    .formatted(deliveryId)));
  }
}
