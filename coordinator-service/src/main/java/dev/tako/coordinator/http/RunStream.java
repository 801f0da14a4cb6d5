package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import dev.tako.contract.RunId;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.RunLifecycle.RunChanged;
import dev.tako.coordinator.kafka.RunChanges;
import dev.tako.coordinator.kafka.RunHub;
import dev.tako.manifest.RepositoryRef;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The changes of a run as server-sent events, until it has ended.
///
/// It subscribes first and looks at the run after that: what changes in between is in the
/// subscription, and a run that had ended before is found ended.
@Path("/api/v1/runs/{id}/stream")
@RunOnVirtualThread
@Tag(name = "runs")
class RunStream {
  private static final Logger LOG = LoggerFactory.getLogger(RunStream.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Runs runs;
  private final RunHub hub;

  RunStream(Runs runs, RunHub hub) {
    this.runs = runs;
    this.hub = hub;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Watch a run",
      description = "Each event's data is a JSON change of the run, an execution or a step.")
  public void stream(@PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse)
      throws InterruptedException {
    RunId run = new RunId(runs.get(id).id());
    try (sink;
        RunChanges changes = hub.subscribe(run)) {
      follow(run, changes, sink, sse);
    } catch (ExecutionException e) {
      LOG.debug("A watcher has gone: runId={} {}", run, e.toString());
    }
  }

  private void follow(RunId run, RunChanges changes, SseEventSink sink, Sse sse)
      throws InterruptedException, ExecutionException {
    RunChanged end = endOf(run);
    while (end == null && !sink.isClosed()) {
      RunLifecycle change = changes.poll(HEARTBEAT);
      if (change != null) {
        send(sink, data(sse, change));
        if (change instanceof RunChanged changed && changed.status().isTerminal()) {
          return;
        }
      } else if (!changes.isOpen()) {
        return;
      } else {
        send(sink, sse.newEventBuilder().comment("heartbeat").build());
        end = endOf(run);
      }
    }
    if (end != null) {
      send(sink, data(sse, end));
    }
  }

  private @Nullable RunChanged endOf(RunId id) {
    RunView run = runs.get(id.value());
    Instant endedAt = run.endedAt();
    return endedAt == null
        ? null
        : new RunChanged(
            id,
            RepositoryRef.parse(run.repo()),
            run.workflow(),
            run.status(),
            run.phase(),
            run.reason(),
            endedAt);
  }

  private static OutboundSseEvent data(Sse sse, RunLifecycle change) {
    return sse.newEventBuilder().data(String.class, Json.text(change)).build();
  }

  /// Waits until it is written: a watcher that reads slowly holds up nobody but itself.
  private static void send(SseEventSink sink, OutboundSseEvent event)
      throws InterruptedException, ExecutionException {
    sink.send(event).toCompletableFuture().get();
  }
}
