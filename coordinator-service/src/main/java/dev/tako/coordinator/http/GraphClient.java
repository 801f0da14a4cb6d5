package dev.tako.coordinator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Asks the graph service for plans. Nothing is kept: what a plan was is stored with its run.
@ApplicationScoped
public class GraphClient {
  /// What the graph service answered.
  public sealed interface Answer {}

  public record Planned(Plan plan) implements Answer {}

  /// Nothing can be planned, now or later, as things stand; `status` is 404 for an unknown
  /// repository.
  public record Refused(Refusal refusal) implements Answer {}

  private final GraphSettings settings;
  private final URI plans;
  private final HttpClient http;

  GraphClient(GraphSettings settings) {
    this.settings = settings;
    this.plans = settings.url().resolve("/api/v1/plan");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /// @throws GraphUnreachableException if there is no answer, or none that decides anything
  public Answer plan(Plan.Request request, @Nullable String traceparent) {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(plans)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(request)));
    if (traceparent != null) {
      post.header("traceparent", traceparent);
    }
    try {
      return answer(http.send(post.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new GraphUnreachableException(plans, "found " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GraphUnreachableException(plans, "was interrupted", e);
    }
  }

  private Answer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    try {
      if (status == 200) {
        return new Planned(Json.read(response.body(), Plan.class));
      }
      if (isDecided(status)) {
        return new Refused(refusal(status, response.body()));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new GraphUnreachableException(
          plans, "found status %d with %s".formatted(status, e.getMessage()), e);
    }
    throw new GraphUnreachableException(plans, "found status " + status, null);
  }

  /// A request that is at fault stays so; asking again would hold up everybody behind it.
  private static boolean isDecided(int status) {
    return status >= 400 && status < 500 && status != 408 && status != 429;
  }

  /// A 404 that is no problem+json comes from somebody else than the graph service.
  private static Refusal refusal(int status, byte[] body) throws IOException {
    JsonNode problem = Json.MAPPER.readTree(body);
    if (!problem.path("title").isTextual() || !problem.path("detail").isTextual()) {
      throw new IOException("a body that is no problem+json");
    }
    JsonNode problems = problem.path("problems");
    return new Refusal(
        problem.path("title").textValue(),
        status,
        problem.path("detail").textValue(),
        problems.isArray()
            ? List.of(Json.MAPPER.treeToValue(problems, ManifestProblem[].class))
            : List.of());
  }
}
