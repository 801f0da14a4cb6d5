package dev.tako.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tako.contract.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a CloudEvent from an HTTP request, by the CloudEvents HTTP binding 1.0: structured, the
/// whole event as JSON in the body; or binary, its attributes in `ce-*` headers and its data in the
/// body.
final class CloudEventReader {
  static final String STRUCTURED = "application/cloudevents+json";

  private static final String ANY = "application/cloudevents";
  private static final String BATCH = ANY + "-batch";
  private static final String FORMS =
      "a CloudEvent 1.0, either structured (Content-Type %s, the whole event in the body) or binary (headers ce-specversion, ce-id, ce-source and ce-type, the data in the body)"
          .formatted(STRUCTURED);

  private CloudEventReader() {}

  /// @throws ProblemException if the request is no CloudEvent in a form that is understood
  static CloudEvent read(Map<String, List<String>> headers, byte[] body) {
    String contentType = first(headers, HttpHeaders.CONTENT_TYPE).orElse("");
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (mediaType.startsWith(BATCH)) {
      throw ProblemException.unsupported(
          "Expected one CloudEvent a request, but found a batch (%s). Send each event by itself; its id and source tell it from the others."
              .formatted(mediaType));
    }
    if (mediaType.startsWith(ANY) && !mediaType.equals(STRUCTURED)) {
      throw ProblemException.unsupported(
          "Expected %s, but found Content-Type %s. Send it as JSON.".formatted(FORMS, mediaType));
    }
    KeysOnce.require(body);
    CloudEvent event = mediaType.equals(STRUCTURED) ? structured(body) : binary(headers, body);
    if (event.getSpecVersion() != SpecVersion.V1) {
      throw ProblemException.badRequest(
          "Expected specversion 1.0, but found %s. Send the event as CloudEvents 1.0."
              .formatted(event.getSpecVersion()));
    }
    return event;
  }

  private static CloudEvent structured(byte[] body) {
    try {
      CloudEvent event = new JsonFormat().deserialize(body);
      if (event != null) {
        return event;
      }
      throw new IllegalStateException("null");
    } catch (EventDeserializationException | CloudEventRWException | IllegalStateException e) {
      throw unreadable(e);
    }
  }

  private static CloudEvent binary(Map<String, List<String>> headers, byte[] body) {
    if (first(headers, "ce-specversion").isEmpty()) {
      throw ProblemException.badRequest(
          "Expected %s, but found neither. Add the headers, or send the event as %s."
              .formatted(FORMS, STRUCTURED));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    headers.forEach((name, values) -> attributes.put(name, decoded(values.getFirst())));
    try {
      return HttpMessageFactory.createReader(attributes, body).toEvent();
    } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
      throw unreadable(e);
    }
  }

  private static ProblemException unreadable(RuntimeException e) {
    return ProblemException.badRequest(
        "Expected %s, but found: %s. https://github.com/cloudevents/spec says how an event looks."
            .formatted(FORMS, reason(e)));
  }

  /// Without the names of classes.
  private static String reason(RuntimeException e) {
    return String.valueOf(
        e.getCause() instanceof JsonProcessingException json ? Json.reason(json) : e.getMessage());
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().getFirst())
        .findFirst();
  }

  /// Header values are percent-encoded (HTTP binding 3.1.3.2); what is not so encoded stays.
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value;
    }
  }
}
