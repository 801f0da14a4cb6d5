package dev.tako.manifest;

/// `tako/noop@v1`: does nothing and succeeds; a place to join, to emit an event, or to measure.
public record NoopStep(StepHead head) implements Step {

  static final String USES = "tako/noop@v1";

  @Override
  public String uses() {
    return USES;
  }
}
