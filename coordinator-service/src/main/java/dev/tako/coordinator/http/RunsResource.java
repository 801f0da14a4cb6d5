package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.coordinator.RunRequests;
import dev.tako.coordinator.RunRequests.Accepted;
import dev.tako.coordinator.RunRequests.Known;
import dev.tako.coordinator.RunRequests.NotPlanned;
import dev.tako.coordinator.kafka.TraceParent;
import dev.tako.coordinator.postgres.RunQueries;
import dev.tako.coordinator.trigger.DeliveryKey;
import dev.tako.coordinator.trigger.RunRequest;
import dev.tako.manifest.RepositoryRef;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Starts runs and lists them.
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
class RunsResource {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int PAGE = 50;

  private final RunRequests requests;
  private final RunQueries queries;

  /// Counting tells the runs of one second apart; a random start tells processes apart.
  private final AtomicInteger salt = new AtomicInteger(new SecureRandom().nextInt());

  RunsResource(RunRequests requests, RunQueries queries) {
    this.requests = requests;
    this.queries = queries;
  }

  /// The body of `POST /api/v1/runs`.
  ///
  /// @param repo `owner/repo` or `owner/repo:branch`
  record Body(
      @Nullable String repo, @Nullable String workflow, @Nullable Map<String, Object> inputs) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Start a workflow",
      description =
          "With an Idempotency-Key, asking again is answered with the run the key has become.")
  @APIResponse(responseCode = "202", description = "The run is planned and starts")
  @APIResponse(responseCode = "200", description = "The key has become this run before")
  @APIResponse(responseCode = "422", description = "The run cannot be planned; problems say why")
  @APIResponse(responseCode = "503", description = "A service it needs is not reachable")
  public Response start(
      @Nullable Body body,
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      @HeaderParam("traceparent") @Nullable String traceparent) {
    RunRequest request = requestOf(body, idempotencyKey);
    return switch (requests.request(request, TraceParent.of(traceparent))) {
      case Accepted(StartRun run, _) -> ticket(202, run.runId(), Status.PENDING);
      case Known(var run) -> {
        requireSame(request, run.repo(), run.workflow(), run.inputs());
        yield ticket(200, run.id(), run.status());
      }
      case NotPlanned(_, var refusal) -> throw ProblemException.refused(refusal);
    };
  }

  @GET
  @Operation(summary = "List runs, the newest first")
  public RunView.Page list(
      @QueryParam("repo") @Nullable String repo,
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("before") @Nullable String before) {
    RunQueries.Filter filter =
        new RunQueries.Filter(
            Query.repo(repo),
            Query.status(status),
            Query.run("before", before),
            Query.limit(limit, PAGE));
    return new RunView.Page(queries.list(filter).stream().map(RunView::of).toList());
  }

  private RunRequest requestOf(@Nullable Body body, @Nullable String idempotencyKey) {
    if (body == null || body.repo() == null || body.workflow() == null) {
      throw ProblemException.badRequest(
          "Expected a JSON object with repo and workflow, such as {\"repo\": \"acme/core\", \"workflow\": \"release\", \"inputs\": {}}, but found %s."
              .formatted(body == null ? "none" : Json.text(body)));
    }
    DeliveryKey key = idempotencyKey == null ? null : keyOf(idempotencyKey);
    Instant now = Instant.now();
    return new RunRequest(
        key,
        key == null ? RunId.of(now, salt.getAndIncrement()) : key.runId(now),
        repoOf(body.repo()),
        body.workflow(),
        null,
        body.inputs() == null ? Map.of() : body.inputs(),
        null,
        RunRequest.BY_NAME,
        now);
  }

  private static DeliveryKey keyOf(String idempotencyKey) {
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw ProblemException.badRequest(
          "Expected Idempotency-Key to be 1 to 255 printable ASCII characters without spaces, but found %d characters."
              .formatted(idempotencyKey.length()));
    }
    return DeliveryKey.ofCaller(idempotencyKey);
  }

  private static RepositoryRef repoOf(String text) {
    try {
      return RepositoryRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "Expected repo to be owner/repo or owner/repo:branch, but found '%s'.".formatted(text));
    }
  }

  /// A key stands for one request; with another it is a mistake of the caller.
  private static void requireSame(
      RunRequest request, RepositoryRef repo, String workflow, Map<String, Object> inputs) {
    RepositoryRef asked = request.repo();
    boolean same =
        repo.fullName().equals(asked.fullName())
            && (asked.branch() == null || asked.branch().equals(repo.branch()))
            && workflow.equals(request.workflow())
            && Json.MAPPER.valueToTree(inputs).equals(Json.MAPPER.valueToTree(request.inputs()));
    if (!same) {
      throw ProblemException.unprocessable(
          "Expected the Idempotency-Key to come with the request it came with first, %s %s, but found %s %s or other inputs. Use another key for another request."
              .formatted(repo, workflow, asked, request.workflow()));
    }
  }

  private static Response ticket(int status, RunId id, Status run) {
    RunTicket ticket = RunTicket.of(id, run);
    return Response.status(status).location(ticket.location()).entity(ticket).build();
  }
}
