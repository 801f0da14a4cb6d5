package dev.tako.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// The HTTP API of a service, as a client in another language would use it.
final class Api {
  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Api(URI base) {
    this.base = base;
  }

  /// @param status the HTTP status code
  record Answer(int status, JsonNode body) {}

  Answer get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  Answer post(String path, Object body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    body instanceof byte[] bytes ? bytes : Json.bytes(body)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /// Starts a run and gives its id.
  String start(String repo, String workflow, Map<String, Object> inputs) {
    Answer answer =
        post("/api/v1/runs", Map.of("repo", repo, "workflow", workflow, "inputs", inputs));
    if (answer.status() != 202) {
      throw new AssertionError("Expected 202, but found " + answer);
    }
    return answer.body().path("id").asText();
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          http.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return Json.MAPPER.missingNode();
    }
  }
}
