package dev.tako.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which events a step emits when it completes (rule R3): a fan-out's own, else those it
/// `produces`, else one detected.
public final class StepEvents {

  static final String FIRST_SCHEMA = "1.0.0";

  private StepEvents() {}

  public static List<EmittedEvent> of(Workflow workflow, Step step) {
    if (step instanceof FanOutStep f) {
      return List.of(new EmittedEvent(f.artifact(), f.eventType(), f.schemaVersion(), f.payload()));
    }
    Produces produces = step.produces();
    String artifact = produces == null ? Artifact.DEFAULT : produces.artifact();
    if (produces != null && !produces.events().isEmpty()) {
      return produces.events().stream()
          .map(e -> new EmittedEvent(artifact, e.type(), e.schemaVersion(), e.payload()))
          .toList();
    }
    String detected = workflow.detectEvents() ? detect(step) : null;
    return detected == null
        ? List.of()
        : List.of(new EmittedEvent(artifact, detected, FIRST_SCHEMA, Map.of()));
  }

  private static @Nullable String detect(Step step) {
    String byId = EventDetection.ofId(step.id());
    return byId == null && step instanceof RunStep run ? EventDetection.ofCommand(run.run()) : byId;
  }
}
