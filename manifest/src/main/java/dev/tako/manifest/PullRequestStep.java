package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// `tako/create-pull-request@v1`: pushes a branch and opens or updates one pull request.
///
/// @param title a template
/// @param body a template
/// @param base the branch to merge into, a template; null: the execution's branch
/// @param head the step's; the branch to push is `branch`
/// @param branch the branch to push (`with.head`), a template
public record PullRequestStep(
    StepHead head,
    String title,
    @Nullable String body,
    @Nullable String base,
    String branch,
    WaitFor waitFor)
    implements Step {

  static final String USES = "tako/create-pull-request@v1";

  /// What must have happened to the pull request for the step to be complete.
  public enum WaitFor {
    OPENED,
    MERGED
  }

  @Override
  public String uses() {
    return USES;
  }
}
