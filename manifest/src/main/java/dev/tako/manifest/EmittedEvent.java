package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An event that a step will emit when it completes, however that was found out.
///
/// Artifact, type and version are one string for all events: thousands are of the same few.
///
/// @param payload templates
public record EmittedEvent(
    String artifact, String type, String schemaVersion, Map<String, Object> payload) {

  private static final int LONGEST_TYPE = 100;

  public EmittedEvent {
    artifact = artifact.intern();
    type = type.intern();
    schemaVersion = schemaVersion.intern();
    payload = Values.copy(payload);
  }

  /// What is wrong with the type and version of an event that no manifest declares.
  public static List<String> problems(String type, String schemaVersion) {
    List<String> problems = new ArrayList<>();
    if (type.length() > LONGEST_TYPE || !Words.isEventType(type)) {
      String snake = Words.snakeCase(type);
      problems.add(
          "expected an event type in snake_case of at most %d characters, found '%s'%s"
              .formatted(LONGEST_TYPE, type, snake == null ? "" : "; write '" + snake + "'"));
    }
    if (!Words.isVersion(schemaVersion)) {
      problems.add("expected a schema version as x.y.z, found '" + schemaVersion + "'");
    }
    return problems;
  }
}
