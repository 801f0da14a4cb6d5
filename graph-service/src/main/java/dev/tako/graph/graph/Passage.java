package dev.tako.graph.graph;

import dev.tako.manifest.Position;
import org.jspecify.annotations.Nullable;

/// One way from an execution to another: a workflow that travels to a dependent, or an event that
/// somebody reacts to.
///
/// @param fromWorkflow null for an event that no workflow of `from` emits, but somebody outside may
/// @param artifact of an event
/// @param event its type; null when a workflow travels
/// @param declaredIn the manifest the edge stands in
/// @param at where in it
public record Passage(
    IndexedManifest from,
    @Nullable String fromWorkflow,
    IndexedManifest to,
    String toWorkflow,
    @Nullable String artifact,
    @Nullable String event,
    IndexedManifest declaredIn,
    Position at) {

  /// How the execution it leads to comes about.
  public enum Cause {
    dependent,
    reaction
  }

  public static Passage along(
      IndexedManifest from, String workflow, IndexedManifest to, Position at) {
    return new Passage(from, workflow, to, workflow, null, null, from, at);
  }

  public static Passage by(
      IndexedManifest from, @Nullable String workflow, SubscriptionRef to, String event) {
    var entry = to.entry();
    return new Passage(
        from,
        workflow,
        to.manifest(),
        entry.workflow(),
        entry.artifact().artifact(),
        event,
        to.manifest(),
        entry.at());
  }

  public Cause cause() {
    return event == null ? Cause.dependent : Cause.reaction;
  }

  /// Where the edge stands in its manifest, for example `dependents[0].repo`.
  public String path() {
    var manifest = declaredIn.manifest();
    return switch (cause()) {
      case dependent -> {
        int index = manifest.dependents().stream().map(entry -> entry.at()).toList().indexOf(at);
        yield "dependents[" + index + "].repo";
      }
      case reaction -> {
        int index = manifest.subscriptions().stream().map(entry -> entry.at()).toList().indexOf(at);
        yield "subscriptions[" + index + "]";
      }
    };
  }

  public WorkflowRef target() {
    return new WorkflowRef(to.repo(), toWorkflow);
  }
}
