package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Waits for the graph service to index many repositories, and tells how far it is meanwhile.
final class Indexing {
  private static final int TOLD_EVERY_SECONDS = 3;

  /// Ten thousand repositories over a slow network.
  private static final Duration LIMIT = Duration.ofHours(6);

  private Indexing() {}

  /// @param body posted to `path`; the answer comes when all are indexed
  static JsonNode post(Api graph, String path, Object body, Consumer<String> tell) {
    var answer =
        CompletableFuture.supplyAsync(
            () -> graph.within(LIMIT).post(path, body, Map.of()),
            task -> Thread.ofVirtual().start(task));
    while (true) {
      try {
        return answer.get(TOLD_EVERY_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        JsonNode now = graph.get("/api/v1/indexing");
        if (now.path("total").asInt() > 1) {
          tell.accept(
              "Indexed %,d of %,d".formatted(now.path("done").asInt(), now.path("total").asInt()));
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted; the graph service goes on indexing.", e);
      }
    }
  }
}
