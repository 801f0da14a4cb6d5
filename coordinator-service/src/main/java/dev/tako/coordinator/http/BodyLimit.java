package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/// Says why a body is refused before it is read. The limit itself, for bodies that do not announce
/// their length too, is `quarkus.http.limits.max-body-size`.
@ApplicationScoped
class BodyLimit {
  private static final int MOST = 25 * 1024 * 1024;
  private static final int FIRST = 10_000;

  static final Problem PROBLEM =
      Problem.of(
          413,
          "Too large",
          "Expected a body of at most 25 MiB, but found a longer one. Send less.");

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::check, FIRST);
  }

  private static void check(RoutingContext context) {
    if (announcesTooMuch(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
      context
          .response()
          .setStatusCode(413)
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .putHeader(HttpHeaders.CONNECTION, "close")
          .end(Buffer.buffer(Json.bytes(PROBLEM)));
    } else {
      context.next();
    }
  }

  private static boolean announcesTooMuch(@Nullable String length) {
    if (length == null) {
      return false;
    }
    try {
      return Long.parseLong(length) > MOST;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
