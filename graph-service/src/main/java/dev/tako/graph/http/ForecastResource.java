package dev.tako.graph.http;

import dev.tako.contract.EventPlan;
import dev.tako.contract.Plan;
import dev.tako.graph.Answer;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.forecast.ForecastText;
import dev.tako.graph.forecast.Forecaster;
import dev.tako.graph.forecast.PushForecast;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells what a run would do and why; nothing is executed or changed.
@Path("/api/v1/forecast")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
@Consumes(MediaType.APPLICATION_JSON)
public class ForecastResource {
  /// [Plan.Request] as it may come in.
  ///
  /// @param payload values of payload fields to assume where they are not known beforehand
  /// @param byName whether the workflow would be started by its name, which its `on` must allow
  record Asked(
      @Nullable RepositoryRef repo,
      @Nullable String workflow,
      @Nullable String commit,
      @Nullable Map<String, Object> inputs,
      @Nullable Map<String, Object> payload,
      boolean byName) {}

  /// @param ref a branch, tag or full commit id
  record AskedPush(
      @Nullable RepositoryRef repo, @Nullable String ref, @Nullable Map<String, Object> payload) {}

  /// An event as it might come from outside.
  ///
  /// @param artifact `owner/repo:artifact`; null: that of the subscriptions that `only` leaves
  /// @param schemaVersion null: 1.0.0
  /// @param only the only one that may react; null: whoever subscribes
  record AskedEvent(
      @Nullable String artifact,
      @Nullable String type,
      @Nullable String schemaVersion,
      @Nullable Map<String, Object> payload,
      EventPlan.@Nullable Only only) {}

  private final GraphKeeper keeper;

  ForecastResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// 200 with a forecast; refused as a plan is.
  ///
  /// @param format `json` or `tree`
  @POST
  public Response forecast(
      @QueryParam("format") @DefaultValue("json") String format, @Nullable Asked asked) {
    Formats.check(format);
    if (asked == null || asked.repo() == null || asked.workflow() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"repo\":\"owner/repo\",\"workflow\":\"release\",\"inputs\":{},\"payload\":{}}, but repo or workflow is missing.");
    }
    var request =
        new Plan.Request(
            asked.repo(), asked.workflow(), asked.commit(), orNone(asked.inputs()), asked.byName());
    return switch (keeper.forecast(request, orNone(asked.payload()))) {
      case Forecaster.Told(var forecast) ->
          Formats.answer(format, forecast, () -> ForecastText.of(forecast));
      case Forecaster.Refused(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }

  /// 200 with what an event from outside would set off; refused as its plan is.
  ///
  /// @param format `json` or `tree`
  @POST
  @Path("/event")
  public Response event(
      @QueryParam("format") @DefaultValue("json") String format, @Nullable AskedEvent asked) {
    Formats.check(format);
    if (asked == null || asked.type() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"artifact\":\"owner/repo:artifact\",\"type\":\"api_published\",\"schemaVersion\":\"1.0.0\",\"payload\":{}}, but the type is missing.");
    }
    Map<String, Object> payload = orNone(asked.payload());
    var request =
        new EventPlan.Request(
            asked.artifact(),
            asked.type(),
            asked.schemaVersion() == null ? "1.0.0" : asked.schemaVersion(),
            List.copyOf(payload.keySet()),
            asked.only());
    return switch (keeper.forecast(request, payload)) {
      case Forecaster.Told(var forecast) ->
          Formats.answer(format, forecast, () -> ForecastText.of(forecast));
      case Forecaster.Refused(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }

  /// 200 with what pushing a ref would start, which is nothing where its manifest would be
  /// rejected; 404 when the repository is unknown, 422 when it has no such ref.
  ///
  /// @param format `json` or `tree`
  @POST
  @Path("/push")
  public Response push(
      @QueryParam("format") @DefaultValue("json") String format, @Nullable AskedPush asked) {
    Formats.check(format);
    if (asked == null || asked.repo() == null || asked.ref() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"repo\":\"owner/repo\",\"ref\":\"main\"}, but repo or ref is missing.");
    }
    return switch (keeper.forecastPush(asked.repo(), asked.ref(), orNone(asked.payload()))) {
      case Answer.Given<PushForecast>(PushForecast told) ->
          Formats.answer(format, told, told::text);
      case Answer.Refused<PushForecast>(Plan.Refusal refusal) -> Problems.answer(refusal);
    };
  }

  private static Map<String, Object> orNone(@Nullable Map<String, Object> values) {
    return values == null ? Map.of() : values;
  }
}
