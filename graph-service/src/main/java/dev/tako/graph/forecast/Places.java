package dev.tako.graph.forecast;

import dev.tako.graph.graph.IndexedManifest;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be named where: in the steps of an execution, and in a subscription.
public final class Places {
  private Places() {}

  public static Knowledge ofExecution(
      IndexedManifest manifest,
      Workflow workflow,
      Map<String, Foreseen> inputs,
      @Nullable Map<String, Object> event) {
    String place = manifest.repo() + " " + workflow.name();
    Map<String, Object> roots = new LinkedHashMap<>();
    roots.put("inputs", inputs);
    Map<String, Object> env = new LinkedHashMap<>();
    workflow
        .env()
        .forEach((name, value) ->
            env.put(
                name,
                value.contains("{{") ? unknown(value, "env." + name + " of " + place) : value));
    roots.put("env", env);
    roots.put("run", Map.of("id", unknown("run.id", "run.id")));
    roots.put("repo", repo(manifest));
    if (event != null) {
      roots.put("event", event);
    }
    return new Knowledge(place, roots);
  }

  public static Knowledge ofEvent(IndexedManifest subscriber, Map<String, Object> event) {
    return new Knowledge(
        subscriber.repo().toString(),
        Map.of(
            "event", event,
            "run", Map.of("id", unknown("run.id", "run.id")),
            "repo", repo(subscriber)));
  }

  /// What of an event from outside is known before it is delivered.
  static Map<String, Object> outsideEvent(Map<String, Object> payload) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("payload", payload);
    for (String name : List.of("source", "id", "time")) {
      fields.put(name, unknown("event." + name, "event." + name));
    }
    return fields;
  }

  /// An event as templates and filters see it.
  public static Map<String, Object> event(
      RepositoryRef source,
      ArtifactRef artifact,
      EmittedEvent emitted,
      Map<String, Foreseen> payload) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", emitted.type());
    fields.put("schema_version", emitted.schemaVersion());
    fields.put("payload", payload);
    fields.put("source", source.toString());
    fields.put("artifact", artifact.toString());
    fields.put("id", unknown("event.id", "event.id"));
    fields.put("time", unknown("event.time", "event.time"));
    return fields;
  }

  private static Map<String, Object> repo(IndexedManifest manifest) {
    RepositoryRef repo = manifest.repo();
    return Map.of(
        "owner", repo.owner(),
        "name", repo.name(),
        "branch", String.valueOf(repo.branch()),
        "commit", manifest.commit());
  }

  private static Foreseen unknown(String template, String decidedBy) {
    return new Foreseen.Unknown(template, List.of(decidedBy));
  }
}
