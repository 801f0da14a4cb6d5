package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// A step that runs a shell script.
///
/// @param run a template, rendered with [dev.tako.manifest.template.Template#renderShell]
/// @param workingDirectory relative to the workspace, never outside of it; a template
/// @param longRunning whether it reports through a file and outlives its runner
public record RunStep(
    StepHead head,
    String run,
    Variables variables,
    @Nullable Retry retry,
    @Nullable String workingDirectory,
    Isolation isolation,
    boolean longRunning)
    implements Step {

  @Override
  public @Nullable String uses() {
    return null;
  }
}
