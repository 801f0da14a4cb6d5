package dev.tako.manifest;

/// `tako/poll@v1`: waits for the end of an earlier step that runs on by itself.
///
/// @param head its timeout is how long to wait (`with.timeout`, or the step's)
/// @param stepId the step to look at, which stands before this one
/// @param successOnExitCode the exit code that counts as success
public record PollStep(StepHead head, Target target, String stepId, int successOnExitCode)
    implements Step {

  static final String USES = "tako/poll@v1";

  /// What can be looked at.
  public enum Target {
    STEP
  }

  @Override
  public String uses() {
    return USES;
  }
}
