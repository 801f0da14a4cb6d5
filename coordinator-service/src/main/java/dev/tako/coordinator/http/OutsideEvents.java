package dev.tako.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tako.contract.EventPlan.Only;
import dev.tako.contract.Json;
import dev.tako.contract.RunId;
import dev.tako.contract.StepEvent;
import dev.tako.coordinator.kafka.Sender;
import dev.tako.coordinator.trigger.OutsideEvent;
import dev.tako.manifest.ArtifactRef;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes from a CloudEvent what an event of Tako needs, or says what it lacks.
///
/// A record of `tako.events` can be delivered as it is: it names its run as its subject, and its
/// data is a [StepEvent], which says artifact, version and payload itself.
final class OutsideEvents {
  private static final String FIRST_SCHEMA = "1.0.0";
  private static final int MOST_DATA = 1024 * 1024;
  private static final int MOST_FIELDS = 1000;
  private static final int DEEPEST = 100;
  private static final int LONGEST_ID = 255;
  private static final int LONGEST_SOURCE = 1000;

  private OutsideEvents() {}

  /// @param now when it came; its time, unless it says one itself
  static OutsideEvent of(CloudEvent event, @Nullable Only only, Instant now) {
    requireName("id", event.getId(), LONGEST_ID);
    requireName("source", event.getSource().toString(), LONGEST_SOURCE);
    Map<String, Object> data = data(event);
    StepEvent own = isOurs(event) ? stepEvent(data) : null;
    Map<String, Object> payload = own == null ? data : own.payload();
    if (payload.size() > MOST_FIELDS) {
      throw ProblemException.unprocessable(
          "Expected the payload to have at most %d fields, but found %d. Put them into a field of their own, as a map."
              .formatted(MOST_FIELDS, payload.size()));
    }
    if (!isWithin(payload, DEEPEST)) {
      throw ProblemException.unprocessable(
          "Expected the payload to be at most %d levels deep, but it is deeper. Send it as a text in a field."
              .formatted(DEEPEST));
    }
    return new OutsideEvent(
        event.getSource().toString(),
        event.getId(),
        own == null ? artifact(event) : ArtifactRef.parse(own.artifact()),
        event.getType().substring(event.getType().lastIndexOf('.') + 1),
        own == null ? schemaVersion(event) : own.schemaVersion(),
        payload,
        event.getTime() == null ? now : event.getTime().toInstant(),
        only);
  }

  private static void requireName(String attribute, String value, int most) {
    if (value.isEmpty() || value.length() > most) {
      throw ProblemException.badRequest(
          "Expected the attribute %s to have 1 to %d characters, but found %d. Source and id name the event."
              .formatted(attribute, most, value.length()));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.badRequest(
          "Expected the attribute %s to be printable, but found a control character in it."
              .formatted(attribute));
    }
  }

  private static boolean isOurs(CloudEvent event) {
    String subject = event.getSubject();
    return event.getSource().toString().equals(Sender.SOURCE)
        && subject != null
        && RunId.isValid(subject)
        && event.getExtension("artifact") == null;
  }

  private static StepEvent stepEvent(Map<String, Object> data) {
    try {
      StepEvent own = Json.MAPPER.convertValue(data, StepEvent.class);
      if (own.artifact() != null && own.schemaVersion() != null && own.payload() != null) {
        return own;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw ProblemException.badRequest(
        "Expected the data of an event of source %s to be a record of tako.events, but found something else. Send the record's value as it is, or name the artifact in the extension attribute artifact."
            .formatted(Sender.SOURCE));
  }

  private static boolean isWithin(@Nullable Object value, int levels) {
    return switch (value) {
      case Map<?, ?> map ->
          levels > 0 && map.values().stream().allMatch(inner -> isWithin(inner, levels - 1));
      case List<?> list ->
          levels > 0 && list.stream().allMatch(inner -> isWithin(inner, levels - 1));
      case null, default -> true;
    };
  }

  private static ArtifactRef artifact(CloudEvent event) {
    Object extension = event.getExtension("artifact");
    String text = extension == null ? event.getSubject() : extension.toString();
    String where = extension == null ? "subject" : "extension attribute artifact";
    if (text == null) {
      throw ProblemException.badRequest(
          "Expected the attribute subject, or the extension attribute artifact, to say what the event is about, as owner/repo:artifact or owner/repo, but found neither.");
    }
    try {
      return ArtifactRef.parseOrDefault(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.badRequest(
          "Expected the %s to be owner/repo:artifact or owner/repo, but found '%s'. When the subject has another meaning, name the artifact in the extension attribute artifact."
              .formatted(where, text));
    }
  }

  private static String schemaVersion(CloudEvent event) {
    Object version = event.getExtension("schemaversion");
    return version == null ? FIRST_SCHEMA : version.toString();
  }

  private static Map<String, Object> data(CloudEvent event) {
    CloudEventData data = event.getData();
    String type = event.getDataContentType();
    if (type != null && !isJson(type)) {
      throw ProblemException.unsupported(
          "Expected the event's data as JSON, but found the content type %s. Send application/json."
              .formatted(type));
    }
    byte[] bytes = data == null ? new byte[0] : data.toBytes();
    if (bytes.length > MOST_DATA) {
      throw ProblemException.tooLarge(
          "Expected the event's data to have at most 1 MiB, but found %d bytes. It goes to every subscriber; send a link to what is large."
              .formatted(bytes.length));
    }
    return bytes.length == 0 ? Map.of() : object(bytes);
  }

  private static boolean isJson(String contentType) {
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return mediaType.endsWith("/json") || mediaType.endsWith("+json");
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> object(byte[] json) {
    try {
      if (Json.MAPPER.readValue(json, Object.class) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
    } catch (JsonProcessingException e) {
      throw ProblemException.badRequest(
          "Expected the event's data to be JSON, but found: %s.".formatted(Json.reason(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw ProblemException.badRequest(
        "Expected the event's data to be a JSON object, the payload, such as {\"version\": \"1.2.0\"}, but found another kind of JSON. Put it into a field.");
  }
}
