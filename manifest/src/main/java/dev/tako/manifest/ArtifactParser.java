package dev.tako.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `artifacts`.
final class ArtifactParser {

  static final List<String> KEYS = List.of("path", "ecosystem");

  private ArtifactParser() {}

  static Map<String, Artifact> artifacts(Fields manifest) {
    Map<String, Artifact> artifacts = new LinkedHashMap<>();
    manifest.map("artifacts").forEach((name, item) -> artifacts.put(name, artifact(name, item)));
    artifacts.putIfAbsent(
        Artifact.DEFAULT, new Artifact(Artifact.DEFAULT, null, null, Position.START));
    return artifacts;
  }

  private static Artifact artifact(String name, Item item) {
    Words.checkName(item, "an artifact", name);
    Fields fields = item.fields("a map with path and ecosystem", KEYS);
    return new Artifact(
        name,
        fields.read("path", Words::relativePath),
        fields.read("ecosystem", e -> e.word(Ecosystem.class)),
        item.nameAt());
  }
}
