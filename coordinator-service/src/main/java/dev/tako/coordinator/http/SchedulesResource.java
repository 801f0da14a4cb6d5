package dev.tako.coordinator.http;

import dev.tako.coordinator.postgres.ScheduleStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What starts by the clock.
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "triggers")
class SchedulesResource {
  private static final int PAGE = 50;

  private final ScheduleStore schedules;

  SchedulesResource(ScheduleStore schedules) {
    this.schedules = schedules;
  }

  @GET
  @Operation(summary = "List what starts by the clock, the next first")
  public ScheduleView.Page list(@QueryParam("limit") @Nullable String limit) {
    return new ScheduleView.Page(
        schedules.next(Query.limit(limit, PAGE)).stream().map(ScheduleView::of).toList());
  }
}
