package dev.tako.manifest;

/// `tako/checkout@v1`: puts a fresh checkout of another commit into the workspace.
///
/// @param ref a branch, tag or commit; a template
public record CheckoutStep(StepHead head, String ref) implements Step {

  static final String USES = "tako/checkout@v1";

  @Override
  public String uses() {
    return USES;
  }
}
