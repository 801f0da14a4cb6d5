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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The changes of a run as server-sent events, until it has ended.
///
/// It subscribes first and looks at the run after that: what changes in between is in the
/// subscription, and a run that had ended before is found ended.
@Path("/api/v1/runs/{id}/stream")
@RunOnVirtualThread
@Tag(name = "runs")
class RunStream {
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
  public StreamingOutput stream(@PathParam("id") String id) {
    RunId run = new RunId(runs.get(id).id());
    return out -> {
      try (RunChanges changes = hub.subscribe(run)) {
        follow(run, changes, out);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private void follow(RunId run, RunChanges changes, OutputStream out)
      throws InterruptedException, IOException {
    write(out, ": watching " + run + "\n\n");
    RunChanged end = endOf(run);
    while (end == null) {
      RunLifecycle change = changes.poll(HEARTBEAT);
      if (change != null) {
        write(out, data(change));
        if (change instanceof RunChanged changed && changed.status().isTerminal()) {
          return;
        }
      } else if (changes.isOpen()) {
        write(out, ": heartbeat\n\n");
        end = endOf(run);
      } else {
        return;
      }
    }
    write(out, data(end));
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

  private static String data(RunLifecycle change) {
    return "data: " + Json.text(change) + "\n\n";
  }

  /// Waits until it is on its way: a watcher that reads slowly holds up nobody but itself.
  private static void write(OutputStream out, String event) throws IOException {
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
