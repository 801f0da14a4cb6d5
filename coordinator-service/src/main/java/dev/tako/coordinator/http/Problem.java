package dev.tako.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// An error as the API tells it: problem+json (RFC 9457).
///
/// @param detail what was expected, what was found, and what to do
/// @param problems what is wrong with manifests or the graph, where that is the matter
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ManifestProblem> problems) {
  static final String MEDIA_TYPE = "application/problem+json";

  Problem {
    problems = List.copyOf(problems);
  }

  static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, List.of());
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(Json.bytes(this)).build();
  }
}
