package dev.tako.coordinator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.contract.EventPlan;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.Refusal;
import dev.tako.coordinator.trigger.PlanRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks the graph service for plans, and for the manifests they name. Nothing is kept: what a plan
/// was is stored with its run.
@ApplicationScoped
public class GraphClient {
  /// What the graph service answered.
  public sealed interface Answer {}

  /// @param candidates who may react, when the root is an event from outside
  public record Planned(Plan plan, List<Candidate> candidates) implements Answer {
    public Planned {
      candidates = List.copyOf(candidates);
    }
  }

  /// The plan is the one that was known.
  public record Unchanged(PlanRef known) implements Answer {}

  /// Nothing can be planned, now or later, as things stand; `status` is 404 for an unknown
  /// repository.
  public record Refused(Refusal refusal) implements Answer {}

  private static final String PLAN = "a plan";
  private static final String TEXTS = "the texts of manifests";

  private final GraphSettings settings;
  private final URI plans;
  private final URI eventPlans;
  private final URI manifests;
  private final HttpClient http;

  GraphClient(GraphSettings settings) {
    this.settings = settings;
    this.plans = settings.url().resolve("/api/v1/plan");
    this.eventPlans = settings.url().resolve("/api/v1/plan/event");
    this.manifests = settings.url().resolve("/api/v1/manifests");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /// @param known the last plan of the same question; it is not sent again when it is the same
  /// @throws GraphUnreachableException if there is no answer, or none that decides anything
  public Answer plan(Plan.Request request, @Nullable PlanRef known, @Nullable String traceparent) {
    ObjectNode question = Json.MAPPER.valueToTree(request);
    if (known != null) {
      question.put("known", known.hash());
    }
    return ask(
        plans,
        question,
        body ->
            body.length == 0 && known != null
                ? new Unchanged(known)
                : new Planned(Json.read(body, Plan.class), List.of()),
        traceparent);
  }

  /// @throws GraphUnreachableException if there is no answer, or none that decides anything
  public Answer plan(EventPlan.Request request, @Nullable String traceparent) {
    return ask(
        eventPlans,
        request,
        body -> {
          EventPlan planned = Json.read(body, EventPlan.class);
          return new Planned(planned.plan(), planned.candidates());
        },
        traceparent);
  }

  /// The texts of manifests that a plan names, each held against its digest; those it has, and of
  /// many long ones some.
  ///
  /// @throws GraphUnreachableException if there is no answer, or a text that has another digest
  public Map<String, String> manifests(List<String> digests, @Nullable String traceparent) {
    HttpResponse<byte[]> response =
        send(manifests, new ManifestTexts.Request(digests), TEXTS, traceparent);
    if (response.statusCode() != 200) {
      throw new GraphUnreachableException(
          manifests, TEXTS, "found status " + response.statusCode(), null);
    }
    Map<String, String> texts = new HashMap<>();
    try {
      Map<String, String> all = Json.read(response.body(), ManifestTexts.class).manifests();
      digests.forEach(digest -> texts.computeIfAbsent(digest, all::get));
    } catch (UncheckedIOException e) {
      throw new GraphUnreachableException(manifests, TEXTS, "found " + e.getMessage(), e);
    }
    texts.forEach((digest, text) -> {
      String found = ManifestTexts.digestOf(text);
      if (!found.equals(digest)) {
        throw new GraphUnreachableException(
            manifests, "the text of digest " + digest, "found one of digest " + found, null);
      }
    });
    return texts;
  }

  /// The answer to a plan whose manifests are not to be had.
  public GraphUnreachableException lacks(Set<String> digests) {
    String found =
        "found none for %d digests its plan names, one of them %s"
            .formatted(digests.size(), digests.iterator().next());
    return new GraphUnreachableException(manifests, TEXTS, found, null);
  }

  private Answer ask(
      URI where, Object request, Function<byte[], Answer> read, @Nullable String traceparent) {
    return answer(where, send(where, request, PLAN, traceparent), read);
  }

  private HttpResponse<byte[]> send(
      URI where, Object request, String expected, @Nullable String traceparent) {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(where)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(request)));
    if (traceparent != null) {
      post.header("traceparent", traceparent);
    }
    try {
      return http.send(post.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new GraphUnreachableException(where, expected, "found " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GraphUnreachableException(where, expected, "was interrupted", e);
    }
  }

  private static Answer answer(
      URI where, HttpResponse<byte[]> response, Function<byte[], Answer> read) {
    int status = response.statusCode();
    try {
      if (status == 200 || status == 204) {
        return read.apply(response.body());
      }
      if (isDecided(status)) {
        return new Refused(refusal(status, response.body()));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new GraphUnreachableException(
          where, PLAN, "found status %d with %s".formatted(status, e.getMessage()), e);
    }
    throw new GraphUnreachableException(where, PLAN, "found status " + status, null);
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
