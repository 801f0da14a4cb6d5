package dev.tako.benchmarks.organisation;

import dev.tako.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// The HTTP API of a service, each answer read to its last byte.
final class ApiClient {
  private final URI service;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiClient(URI service) {
    this.service = service;
  }

  byte[] get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  byte[] post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofMinutes(30));
  }

  private byte[] send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Expected %s to succeed, but found %d: %s"
              .formatted(
                  request.uri(),
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return response.body();
  }
}
