package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses bodies over 25 MiB and says so: by the length they announce, or else when so much has
/// been read. `quarkus.http.limits.max-body-size` stands behind it, a little higher, because its
/// answer is empty.
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
      var _ =
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

  @ServerRequestFilter
  void count(ContainerRequestContext request) {
    boolean mayHaveBody = !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    if (mayHaveBody && request.getHeaderString("Content-Length") == null) {
      request.setEntityStream(new Counted(request.getEntityStream()));
    }
  }

  /// A body of unknown length.
  private static final class Counted extends FilterInputStream {
    private long read;

    Counted(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int more) {
      read += more;
      if (read > MOST) {
        throw ProblemException.tooLarge();
      }
    }
  }
}
