package dev.tako.coordinator.http;

import dev.tako.contract.Json;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.kafka.Sender;
import dev.tako.coordinator.kafka.TraceParent;
import dev.tako.coordinator.trigger.WebhookSignature;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes GitHub's webhooks. The signature is checked over the bytes as they came, before anything
/// looks at them; the answer is given when Kafka has the trigger.
@Path("/webhooks/github")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "webhooks")
class GithubWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(GithubWebhook.class);
  private static final Pattern DELIVERY = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final WebhookSettings settings;
  private final Sender sender;

  GithubWebhook(WebhookSettings settings, Sender sender) {
    this.settings = settings;
    this.sender = sender;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Deliver a GitHub webhook")
  @APIResponse(responseCode = "202", description = "The push is accepted, or the event not used")
  @APIResponse(responseCode = "401", description = "The signature is missing or wrong")
  @APIResponse(responseCode = "503", description = "No secret is configured, or Kafka is away")
  public Response deliver(
      byte @Nullable [] body,
      @HeaderParam("X-Hub-Signature-256") @Nullable String signature,
      @HeaderParam("X-GitHub-Delivery") @Nullable String delivery,
      @HeaderParam("X-GitHub-Event") @Nullable String event,
      @HeaderParam("traceparent") @Nullable String traceparent) {
    byte[] bytes = body == null ? new byte[0] : body;
    requireSigned(bytes, signature);
    if (delivery == null || !DELIVERY.matcher(delivery).matches()) {
      throw ProblemException.badRequest(
          "Expected X-GitHub-Delivery to name the delivery, but found '%s'. GitHub sends it with every webhook; a proxy may have removed it."
              .formatted(delivery));
    }
    return switch (event) {
      case null ->
          throw ProblemException.badRequest(
              "Expected X-GitHub-Event to name the event, but found none. GitHub sends it with every webhook; a proxy may have removed it.");
      case "ping" -> Response.ok(Map.of("message", "pong")).build();
      case "push" -> {
        Trigger trigger = push(bytes).trigger("github:" + delivery, Instant.now());
        send(trigger, TraceParent.of(traceparent));
        yield Response.accepted(Map.of("deliveryId", trigger.deliveryId())).build();
      }
      default ->
          Response.accepted(Map.of("message", "ignored: event %s is not used yet".formatted(event)))
              .build();
    };
  }

  private void requireSigned(byte[] body, @Nullable String signature) {
    if (!new WebhookSignature(secret()).isOf(body, signature)) {
      LOG.warn("Refused a webhook: its signature is {}", signature == null ? "missing" : "wrong");
      throw ProblemException.unauthorized(
          "Expected X-Hub-Signature-256 to be the HMAC-SHA256 of the body under the shared secret, but it is %s. Enter the same secret in the webhook's settings on GitHub as in tako.webhook.secret."
              .formatted(signature == null ? "missing" : "another"));
    }
  }

  private String secret() {
    return settings
        .secret()
        .or(() -> settings.secretFile().map(GithubWebhook::read))
        .map(String::strip)
        .filter(secret -> !secret.isEmpty())
        .orElseThrow(() ->
            ProblemException.unavailable(
                "Expected a webhook secret, but none is configured. Set tako.webhook.secret, or tako.webhook.secret-file to a file that holds it, and enter the same secret on GitHub."));
  }

  private static String read(java.nio.file.Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      LOG.error("Could not read tako.webhook.secret-file: {}", e.toString());
      throw ProblemException.unavailable(
          "Expected tako.webhook.secret-file to be a file that can be read, but it is not. The log says why.");
    }
  }

  private static GithubPush push(byte[] body) {
    try {
      GithubPush push = Json.MAPPER.readValue(body, GithubPush.class);
      if (push != null) {
        return push;
      }
    } catch (IOException e) {
      LOG.info("Refused a webhook: its body is not the JSON of a push event");
    }
    throw ProblemException.badRequest(
        "Expected the JSON of a push event, but found something else. Set the webhook's content type to application/json on GitHub.");
  }

  private void send(Trigger trigger, @Nullable String traceparent) {
    sender.send(
        Codec.envelope(
            Topics.TRIGGERS,
            trigger.repo().fullName(),
            trigger.deliveryId(),
            Sender.SOURCE,
            Instant.now(),
            traceparent,
            trigger));
    LOG.info("Trigger accepted: deliveryId={} repo={}", trigger.deliveryId(), trigger.repo());
  }
}
