package dev.tako.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why some keys of the language cannot be carried out yet, and what to do instead.
final class NotYet {

  /// @param why after "'key' is not supported yet: "
  record Reason(String why, String instead) {}

  private static final String NO_SANDBOX = "steps run as the runner's user, in no sandbox";

  private static final Map<String, Reason> REASONS =
      Map.of(
          "image",
          new Reason(
              "steps run on the runner's own system, in no container",
              "leave it out, and install what the steps need where the runner runs"),
          "resources",
          new Reason(
              "nothing limits a single step",
              "leave it out, and limit the runner; tako.runner.disk-limit limits a workspace"),
          "network",
          new Reason(NO_SANDBOX, "leave it out, and restrict the network of the runner itself"),
          "capabilities",
          new Reason(NO_SANDBOX, "leave it out; a step has the capabilities of its runner"),
          "security_profile",
          new Reason(NO_SANDBOX, "leave it out, and confine the runner itself"),
          "volumes",
          new Reason(NO_SANDBOX, "leave it out, and use a folder that the runner's user can reach"),
          "cache_key_files",
          new Reason(
              "no result of a step is kept for another run",
              "leave it out, and use the cache of the build tool"),
          "long_running",
          new Reason(
              "a command ends with its runner, and is run again by another",
              "leave it out, and raise `timeout` if there is one"),
          PullRequestStep.USES,
          new Reason(
              "Tako has no access to the Git host yet",
              "push the branch in a `run` step and open the pull request with the host's own tool"),
          PollStep.USES,
          new Reason("there are no steps that run on by themselves", "wait in a `run` step"));

  private NotYet() {}

  static @Nullable Reason of(String what) {
    return REASONS.get(what);
  }
}
