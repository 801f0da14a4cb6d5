package dev.tako.runner.process;

import java.time.Duration;
import java.util.Map;

/// What a machine gives its commands.
///
/// @param path their `PATH`
/// @param env variables added to each command's own
/// @param grace between SIGTERM and SIGKILL
/// @param outputLimit bytes a command may print
/// @param failOnLeftovers whether a command that leaves processes running has failed
public record ShellSettings(
    String path,
    Map<String, String> env,
    Duration grace,
    long outputLimit,
    boolean failOnLeftovers) {
  public ShellSettings {
    env = Map.copyOf(env);
  }
}
