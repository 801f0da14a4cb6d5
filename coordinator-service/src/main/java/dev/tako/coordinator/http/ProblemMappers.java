package dev.tako.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tako.contract.Json;
import dev.tako.coordinator.kafka.BrokerUnreachableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every error the API can answer, as a [Problem].
class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return e.problem().response();
  }

  @ServerExceptionMapper
  Response graphUnreachable(GraphUnreachableException e) {
    return unavailable("The graph service is not reachable", e);
  }

  @ServerExceptionMapper
  Response brokerUnreachable(BrokerUnreachableException e) {
    return unavailable("Kafka is not reachable", e);
  }

  @ServerExceptionMapper
  Response tooLarge(RecordTooLargeException e) {
    return Problem.of(
            413,
            "Too large",
            "Expected what is asked to fit into a Kafka message of 8 MiB, but it does not (%s). Send less."
                .formatted(e.getMessage()))
        .response();
  }

  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return badJson(e);
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e, UriInfo uri, @Context HttpHeaders headers) {
    if (e.getCause() instanceof JsonProcessingException cause) {
      return badJson(cause);
    }
    int status = e.getResponse().getStatus();
    String path = uri.getPath();
    return switch (status) {
      case 404 ->
          Problem.of(
                  404,
                  "Not found",
                  "Expected a resource of this API, but found nothing at %s. /q/openapi lists them."
                      .formatted(path))
              .response();
      case 405 ->
          allowed(
              e,
              Problem.of(
                  405,
                  "Method not allowed",
                  "%s does not answer this method. /q/openapi lists what it answers."
                      .formatted(path)));
      case 406 ->
          Problem.of(
                  406,
                  "Not acceptable",
                  "%s cannot answer in %s. Accept application/json."
                      .formatted(path, headers.getHeaderString(HttpHeaders.ACCEPT)))
              .response();
      case 413 -> BodyLimit.PROBLEM.response();
      case 415 ->
          Problem.of(
                  415,
                  "Unsupported media type",
                  "Expected Content-Type application/json, but found %s."
                      .formatted(headers.getHeaderString(HttpHeaders.CONTENT_TYPE)))
              .response();
      default ->
          status >= 500
              ? fault(e)
              : Problem.of(
                      status,
                      e.getResponse().getStatusInfo().getReasonPhrase(),
                      String.valueOf(e.getMessage()))
                  .response();
    };
  }

  @ServerExceptionMapper
  Response fault(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        LOG.warn("PostgreSQL failed a request: {}", e.toString());
        return Problem.of(
                503,
                "PostgreSQL is not reachable",
                "Expected PostgreSQL to answer, but found: %s. Check that it runs and that quarkus.datasource.jdbc.url names it, and try again."
                    .formatted(cause.getMessage()))
            .response();
      }
    }
    String incident = UUID.randomUUID().toString();
    LOG.error("A request failed: incident={}", incident, e);
    return Problem.of(
            500,
            "Internal error",
            "This should not have happened. The log has it as incident %s.".formatted(incident))
        .response();
  }

  private static Response unavailable(String title, RuntimeException e) {
    LOG.warn("{}: {}", title, e.getMessage());
    return Problem.of(503, title, String.valueOf(e.getMessage())).response();
  }

  private static Response allowed(WebApplicationException e, Problem problem) {
    String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    Response response = problem.response();
    return allow == null
        ? response
        : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
  }

  private static Response badJson(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return Problem.of(
            400,
            "Bad request",
            "Expected a JSON object as the API describes it, but found%s: %s. /q/openapi describes it."
                .formatted(where, Json.reason(e)))
        .response();
  }
}
