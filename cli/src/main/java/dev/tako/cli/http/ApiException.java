package dev.tako.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/// A service refused or failed: its status and its problem+json (RFC 9457).
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient JsonNode problem;

  ApiException(String request, int status, JsonNode problem) {
    super(message(request, status, problem));
    this.status = status;
    this.problem = problem;
  }

  private static String message(String request, int status, JsonNode problem) {
    String detail = problem.path("detail").asText("");
    String title = problem.path("title").asText("");
    if (detail.isBlank() && title.isBlank()) {
      return request + " was answered with status " + status;
    }
    return detail.isBlank() ? title : detail;
  }

  public int status() {
    return status;
  }

  /// The body of the answer; a null node when it was no JSON.
  public JsonNode problem() {
    return problem;
  }
}
