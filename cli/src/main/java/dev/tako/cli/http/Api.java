package dev.tako.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One service's HTTP API, JSON in and out.
///
/// Every call throws [UnreachableException] when nobody answers and [ApiException] when the answer
/// is no success.
public final class Api {
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private final Duration limit;

  public Api(URI server) {
    this(server, ANSWER_LIMIT);
  }

  private Api(URI server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  /// The same, for questions whose answer may take this long.
  public Api within(Duration longer) {
    return new Api(server, longer);
  }

  public URI server() {
    return server;
  }

  public JsonNode get(String path) {
    return get(path, Map.of());
  }

  /// @param query parameters; empty ones are left out
  public JsonNode get(String path, Map<String, String> query) {
    return json(send(request(path, query).GET().build()));
  }

  public String getText(String path, Map<String, String> query) {
    return send(request(path, query).GET().build());
  }

  /// @param headers additional ones, or others than usual
  public JsonNode post(String path, Object body, Map<String, String> headers) {
    HttpRequest.Builder request = posting(path, body);
    headers.forEach(request::setHeader);
    return json(send(request.build()));
  }

  /// The answer as it is.
  public String postForText(String path, Object body) {
    return send(posting(path, body).build());
  }

  private HttpRequest.Builder posting(String path, Object body) {
    return request(path, Map.of())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(bytes(body)));
  }

  /// Follows a stream of server-sent events until it ends.
  ///
  /// @param onData gets the data of each event
  public void stream(String path, Consumer<String> onData) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path, Map.of()))
            .header("Accept", "text/event-stream")
            .GET()
            .build();
    HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw failure(request, response.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      lines
          .filter(line -> line.startsWith("data:"))
          .forEach(line -> onData.accept(line.substring("data:".length()).strip()));
    } catch (UncheckedIOException e) {
      throw new UnreachableException(server, e);
    }
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    return HttpRequest.newBuilder(uri(path, query))
        .timeout(limit)
        .header("Accept", "application/json, text/plain;q=0.9, */*;q=0.5");
  }

  private URI uri(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return URI.create(server + path + (parameters.isEmpty() ? "" : "?" + parameters));
  }

  /// A path segment or parameter, safe to put into an address.
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// @param repo `owner/repo`
  /// @throws IllegalArgumentException if it is none
  public static String repositoryPath(String repo) {
    int slash = repo.indexOf('/');
    if (slash <= 0 || slash == repo.length() - 1) {
      throw new IllegalArgumentException("Expected OWNER/REPO, but found '" + repo + "'.");
    }
    return "/api/v1/repositories/"
        + encode(repo.substring(0, slash))
        + "/"
        + encode(repo.substring(slash + 1));
  }

  private String send(HttpRequest request) {
    HttpResponse<String> response =
        exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw failure(request, response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableException(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(server, e);
    }
  }

  private static ApiException failure(HttpRequest request, int status, String body) {
    JsonNode problem;
    try {
      problem = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      problem = JSON.nullNode();
    }
    return new ApiException(request.method() + " " + request.uri(), status, problem);
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
