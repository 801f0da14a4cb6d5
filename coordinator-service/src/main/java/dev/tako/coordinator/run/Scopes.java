package dev.tako.coordinator.run;

import dev.tako.contract.StepEvent;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.expression.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates and expressions can name.
final class Scopes {
  private Scopes() {}

  /// The scope of a step of `execution`.
  ///
  /// @param outputs the outputs of the step itself, for `produces`; null elsewhere
  static Scope of(
      Draft draft, Execution execution, Workflow workflow, @Nullable Map<String, String> outputs) {
    Map<String, Object> roots = new HashMap<>();
    roots.put("inputs", execution.inputs());
    roots.put("steps", execution.outputs());
    roots.put("env", workflow.env());
    roots.put("run", Map.of("id", draft.run().id().value()));
    roots.put("repo", repo(execution.repo(), execution.commit()));
    Map<String, Object> event = execution.event();
    if (event != null) {
      roots.put("event", event);
    }
    if (outputs != null) {
      roots.put("outputs", outputs);
    }
    return Scope.of(roots);
  }

  /// The scope of a subscription's filters and inputs.
  static Scope ofEvent(Draft draft, Map<String, Object> event, RepositoryRef subscriber) {
    return Scope.of(
        Map.of(
            "event", event,
            "run", Map.of("id", draft.run().id().value()),
            "repo", repo(subscriber, draft.commitOf(subscriber))));
  }

  /// An event as templates and filters see it. One from outside keeps the source, id and time that
  /// it came with.
  static Map<String, Object> event(StepEvent event, Execution emitter) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", event.type());
    fields.put("schema_version", event.schemaVersion());
    fields.put("payload", event.payload());
    fields.put("source", event.repo().toString());
    fields.put("artifact", event.artifact());
    fields.put("id", event.id());
    fields.put("time", event.time().toString());
    Map<String, Object> outside = emitter.event();
    if (outside != null && emitter.cause() instanceof Cause.Root) {
      List.of("source", "id", "time").forEach(name -> fields.put(name, outside.get(name)));
    }
    return fields;
  }

  private static Map<String, Object> repo(RepositoryRef repo, @Nullable String commit) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("owner", repo.owner());
    fields.put("name", repo.name());
    String branch = repo.branch();
    fields.put("branch", branch == null ? "" : branch);
    fields.put("commit", commit == null ? "" : commit);
    return fields;
  }
}
