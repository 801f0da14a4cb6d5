package dev.tako.graph.forecast;

import dev.tako.contract.Json;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.manifest.Artifact;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.Problem;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The root of the plan of an event from outside: a manifest that no repository has, whose one
/// workflow emits the event in one step.
///
/// ```json
/// {"version": "1", "artifacts": {"api": {}}, "workflows": {"api_published": {"steps": [
///   {"id": "event", "uses": "tako/fan-out@v1", "with": {"event_type": "api_published", …,
///    "payload": {"version": "{{ .event.payload.version }}"}}}]}}}
/// ```
final class EventRoot {
  private static final String STEP = "event";
  private static final int LONGEST_FIELD = 150;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");

  private EventRoot() {}

  /// What is wrong with the parts of an event; nothing when [#of] can be made of them.
  static List<String> problems(String type, String schemaVersion, List<String> fields) {
    List<String> problems = new ArrayList<>(EmittedEvent.problems(type, schemaVersion));
    for (String field : fields) {
      if (field.isEmpty() || field.length() > LONGEST_FIELD || field.equals("<<")) {
        problems.add(
            "expected the names of payload fields to be 1 to %d characters and not '<<', found '%s'"
                .formatted(LONGEST_FIELD, field));
      }
    }
    return problems;
  }

  /// The same parts always give the same text, whatever the order of the fields.
  static IndexedManifest of(
      ArtifactRef artifact, String type, String schemaVersion, List<String> fields) {
    String text = text(artifact.artifact(), type, schemaVersion, fields);
    ParseResult result = ManifestParser.parse(IndexedManifest.FILE, text);
    Manifest manifest = result.manifest();
    if (manifest == null) {
      throw new IllegalStateException(
          "Expected the root of an event to be a valid manifest, but found "
              + result.problems().stream().map(Problem::message).collect(Collectors.joining("; ")));
    }
    return IndexedManifest.of(
        new RepositoryRef(artifact.owner(), artifact.repo(), null), "", text, manifest);
  }

  private static String text(
      String artifact, String type, String schemaVersion, List<String> fields) {
    Map<String, Object> payload = new TreeMap<>();
    fields.forEach(field -> payload.put(field, "{{ " + path(field) + " }}"));
    Map<String, Object> with =
        new TreeMap<>(
            Map.of(
                "event_type", type,
                "schema_version", schemaVersion,
                "artifact", artifact,
                "payload", payload));
    Map<String, Object> step =
        new TreeMap<>(Map.of("id", STEP, "uses", "tako/fan-out@v1", "with", with));
    Map<String, Object> manifest = new TreeMap<>();
    manifest.put("version", "1");
    if (!artifact.equals(Artifact.DEFAULT)) {
      manifest.put("artifacts", Map.of(artifact, Map.of()));
    }
    manifest.put("workflows", Map.of(type, Map.of("steps", List.of(step))));
    return Json.text(manifest);
  }

  /// A field that is no plain word is an index in CEL, spelled so that neither quotes nor braces of
  /// its name stand in the template.
  private static String path(String field) {
    if (PLAIN.matcher(field).matches()) {
      return ".event.payload." + field;
    }
    return field
        .codePoints()
        .mapToObj("\\U%08x"::formatted)
        .collect(Collectors.joining("", "event.payload[\"", "\"]"));
  }
}
