package dev.tako.runner;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How a runner works on its machine.
@ConfigMapping(prefix = "tako.runner")
interface RunnerConfig {
  /// What becomes of processes that a step leaves running.
  enum LeftoverProcesses {
    /// They are ended and the step fails.
    FAIL,
    /// They are ended.
    KILL
  }

  /// How many jobs run at a time; the number of cores unless set.
  OptionalInt slots();

  /// Where bare copies of repositories are kept.
  @WithDefault(".tako/runner/mirrors")
  Path mirrors();

  /// Where executions live; one runner's own.
  @WithDefault(".tako/runner/workspaces")
  Path workspaces();

  /// Where snapshots are kept; all runners' together.
  @WithDefault(".tako/runner/blobs")
  Path blobs();

  /// Where the files of secrets are, `[<owner>/[<repository>/]]<NAME>`.
  @WithDefault(".tako/secrets")
  Path secrets();

  /// The `PATH` of steps; the runner's own unless set.
  Optional<String> path();

  /// Variables every step gets, for example `JAVA_HOME`.
  Map<String, String> env();

  /// Between asking processes to end (SIGTERM) and ending them (SIGKILL).
  @WithDefault("10s")
  Duration grace();

  /// How often a running job is reported to be running.
  @WithDefault("3s")
  Duration heartbeat();

  /// How long running jobs may go on when the runner is told to stop.
  @WithDefault("20s")
  Duration drain();

  /// What one command may print.
  @WithDefault("64M")
  MemorySize outputLimit();

  /// What one execution's workspace may hold.
  @WithDefault("4G")
  MemorySize diskLimit();

  @WithDefault("fail")
  LeftoverProcesses leftoverProcesses();
}
