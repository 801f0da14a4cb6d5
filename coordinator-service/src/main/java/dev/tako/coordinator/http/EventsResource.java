package dev.tako.coordinator.http;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Status;
import dev.tako.coordinator.RunRequests;
import dev.tako.coordinator.RunRequests.Accepted;
import dev.tako.coordinator.RunRequests.Known;
import dev.tako.coordinator.RunRequests.NotPlanned;
import dev.tako.coordinator.kafka.TraceParent;
import dev.tako.coordinator.trigger.OutsideEvent;
import dev.tako.manifest.RepositoryRef;
import io.cloudevents.CloudEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Takes events from outside, one CloudEvent a request; each becomes one run.
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "events")
class EventsResource {
  private final RunRequests requests;

  EventsResource(RunRequests requests) {
    this.requests = requests;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Deliver an event from outside",
      description =
          "A CloudEvent 1.0, structured (application/cloudevents+json) or binary (ce-* headers)."
              + " Its type is the event's, its subject or extension artifact is owner/repo:artifact,"
              + " its extension schemaversion x.y.z (default 1.0.0), its data the payload, a JSON"
              + " object. The same source and id again is answered with the run it has become.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = CloudEventReader.STRUCTURED,
              schema = @Schema(type = SchemaType.OBJECT),
              examples =
                  @ExampleObject(
                      name = "image_published",
                      value =
                          """
                          {"specversion": "1.0", "id": "4711", "source": "https://registry.example",
                           "type": "image_published", "subject": "acme/base-image", "schemaversion": "1.0.0",
                           "data": {"tag": "25.1"}}\
                          """)))
  @APIResponse(responseCode = "202", description = "The run is planned and starts")
  @APIResponse(responseCode = "200", description = "The event has become this run before")
  @APIResponse(responseCode = "400", description = "It is no CloudEvent, or lacks what Tako needs")
  @APIResponse(responseCode = "415", description = "A batch, or data that is no JSON")
  @APIResponse(responseCode = "422", description = "The run cannot be planned; problems say why")
  @APIResponse(responseCode = "503", description = "A service it needs is not reachable")
  public Response deliver(
      byte @Nullable [] body,
      @Context HttpHeaders headers,
      @Parameter(description = "With workflow: the only repository that may react to the event")
          @QueryParam("repo")
          @Nullable String repo,
      @QueryParam("workflow") @Nullable String workflow) {
    Instant now = Instant.now();
    CloudEvent delivered =
        CloudEventReader.read(headers.getRequestHeaders(), body == null ? new byte[0] : body);
    OutsideEvent event = OutsideEvents.of(delivered, only(repo, workflow), now);
    String traceparent = TraceParent.of(headers.getHeaderString("traceparent"));
    return switch (requests.request(event.request(now), traceparent)) {
      case Accepted(var run, var candidates) ->
          answer(202, EventTicket.of(RunTicket.of(run.runId(), Status.PENDING), candidates));
      case Known(var run) ->
          answer(200, EventTicket.of(RunTicket.of(run.id(), run.status()), null));
      case NotPlanned(_, var refusal) -> throw ProblemException.refused(refusal);
    };
  }

  private static EventPlan.@Nullable Only only(@Nullable String repo, @Nullable String workflow) {
    RepositoryRef subscriber = Query.repo(repo);
    if ((subscriber == null) != (workflow == null)) {
      throw ProblemException.badRequest(
          "Expected query parameters repo and workflow together, to name the only one that may react, but found %s alone. Give both or none."
              .formatted(workflow == null ? "repo" : "workflow"));
    }
    return subscriber == null || workflow == null ? null : new EventPlan.Only(subscriber, workflow);
  }

  private static Response answer(int status, EventTicket ticket) {
    return Response.status(status)
        .location(URI.create(ticket.links().self()))
        .entity(ticket)
        .build();
  }
}
