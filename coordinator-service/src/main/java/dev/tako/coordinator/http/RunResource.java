package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import dev.tako.contract.RunCommand.CancelRun;
import dev.tako.contract.RunId;
import dev.tako.coordinator.RunRequests;
import dev.tako.coordinator.kafka.TraceParent;
import dev.tako.coordinator.postgres.EventStore;
import dev.tako.coordinator.postgres.LogChunks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One run: its tree, events and logs; and how to cancel it.
@Path("/api/v1/runs/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
class RunResource {
  private static final int CHUNKS = 500;

  private final Runs runs;
  private final EventStore events;
  private final LogChunks logs;
  private final RunRequests requests;

  RunResource(Runs runs, EventStore events, LogChunks logs, RunRequests requests) {
    this.runs = runs;
    this.events = events;
    this.logs = logs;
    this.requests = requests;
  }

  @GET
  @Operation(summary = "A run with its executions and steps")
  public RunTree tree(@PathParam("id") String id) {
    return runs.tree(id);
  }

  @GET
  @Path("/events")
  @Operation(summary = "The events of a run, with why each subscription reacted or did not")
  public EventView.Page events(@PathParam("id") String id) {
    RunId run = new RunId(runs.get(id).id());
    return new EventView.Page(events.of(run).stream().map(EventView::of).toList());
  }

  @GET
  @Path("/logs")
  @Operation(
      summary = "What the steps of a run printed",
      description =
          "About 500 chunks at a time; go on with after= the `at` of the last until none come.")
  public LogView.Page logs(
      @PathParam("id") String id,
      @QueryParam("executionId") @Nullable String executionId,
      @QueryParam("stepId") @Nullable String stepId,
      @QueryParam("after") @Nullable String after) {
    RunId run = new RunId(runs.get(id).id());
    Instant since = Query.instant("after", after);
    return new LogView.Page(
        logs.find(run, executionId, stepId, since, CHUNKS).stream().map(LogView::of).toList());
  }

  /// The body of a cancel.
  record Cancel(@Nullable String reason) {}

  @POST
  @Path("/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "End a run and everything in it")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Cancel.class)))
  @APIResponse(responseCode = "202", description = "The run is being cancelled")
  @APIResponse(responseCode = "409", description = "The run has ended")
  public Response cancel(
      @PathParam("id") String id,
      byte @Nullable [] body,
      @HeaderParam("traceparent") @Nullable String traceparent) {
    RunView run = runs.get(id);
    if (run.status().isTerminal()) {
      throw ProblemException.conflict(
          "Expected run %s to be running to cancel it, but it ended %s at %s."
              .formatted(id, run.status().word(), run.endedAt()));
    }
    RunId runId = new RunId(id);
    requests.send(
        new CancelRun(runId, "api", reasonIn(body), Instant.now()),
        "cancel",
        TraceParent.of(traceparent));
    RunTicket ticket = RunTicket.of(runId, run.status());
    return Response.accepted(ticket).location(ticket.location()).build();
  }

  /// A cancel needs no body, whatever its content type says.
  private static @Nullable String reasonIn(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      return null;
    }
    try {
      Cancel cancel = Json.MAPPER.readValue(body, Cancel.class);
      return cancel == null ? null : cancel.reason();
    } catch (IOException e) {
      throw ProblemException.badRequest(
          "Expected no body, or JSON such as {\"reason\": \"wrong branch\"}, but found something else.");
    }
  }
}
