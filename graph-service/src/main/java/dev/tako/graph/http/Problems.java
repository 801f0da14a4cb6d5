package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tako.contract.Json;
import dev.tako.contract.Plan;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every answer that is not what was asked for, as problem+json.
final class Problems {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static Response answer(Plan.Refusal refusal) {
    return Response.status(refusal.status()).type(MEDIA_TYPE).entity(refusal).build();
  }

  /// Maps what resources throw.
  static final class Mappers {
    @ServerExceptionMapper
    Response refused(RefusedException e) {
      return answer(e.refusal());
    }

    @ServerExceptionMapper
    Response invalid(IllegalArgumentException e) {
      return answer(
          new Plan.Refusal("Bad request", 400, String.valueOf(e.getMessage()), List.of()));
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
      return answer(new Plan.Refusal("Unreadable JSON", 400, Json.reason(e), List.of()));
    }

    /// Quarkus maps this one by itself, and not as problem+json.
    @ServerExceptionMapper
    Response unexpected(MismatchedInputException e) {
      return unreadable(e);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
      if (e.getCause() instanceof JsonProcessingException json) {
        return unreadable(json);
      }
      Response.StatusType status = e.getResponse().getStatusInfo();
      return answer(
          new Plan.Refusal(
              status.getReasonPhrase(),
              status.getStatusCode(),
              String.valueOf(e.getMessage()),
              List.of()));
    }

    @ServerExceptionMapper
    Response fault(RuntimeException e) {
      LOG.error("A request failed", e);
      return answer(
          new Plan.Refusal(
              "Internal error",
              500,
              "The request could not be answered; the graph service's log says why.",
              List.of()));
    }
  }
}
