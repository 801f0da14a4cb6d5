package dev.tako.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/// The services' wire contract: an HTTP server with prepared answers that remembers what it was
/// asked.
final class TestServer implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers a request; prepared more than once, the answers are given in turn and the last one for
  /// ever.
  ///
  /// @param request `GET /path`, without parameters
  TestServer answering(String request, int status, String body) {
    answers
        .computeIfAbsent(request, _ -> new ConcurrentLinkedDeque<>())
        .add(new Answer(status, body));
    return this;
  }

  /// `POST /path?parameters body`
  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
    Answer answer = next(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer next(String request) {
    Deque<Answer> prepared = answers.getOrDefault(request, new ConcurrentLinkedDeque<>());
    Answer answer = prepared.size() > 1 ? prepared.poll() : prepared.peek();
    return answer != null
        ? answer
        : new Answer(404, "{\"title\":\"Not found\",\"detail\":\"Expected something else.\"}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
