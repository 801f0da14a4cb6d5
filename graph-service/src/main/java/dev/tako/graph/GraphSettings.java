package dev.tako.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// How the graph is kept and planned with.
@ConfigMapping(prefix = "tako.graph")
public interface GraphSettings {
  /// The folder of the bare mirrors.
  @WithDefault(".tako/mirrors")
  Path mirrors();

  /// Whether repositories may be fetched from folders of this machine; for embedded use.
  @WithDefault("true")
  boolean allowFile();

  /// For one fetch, from beginning to end.
  @WithDefault("60s")
  Duration fetchTimeout();

  /// How often a push is fetched again while its commit is not there yet.
  @WithDefault("4")
  int fetchAttempts();

  /// Before the second attempt; doubled before each further one.
  @WithDefault("200ms")
  Duration fetchBackoff();

  /// How many repositories are fetched at once.
  @WithDefault("8")
  int parallelFetches();

  /// A plan with a longer chain is refused.
  @WithDefault("10")
  int maxDepth();

  /// A plan with a chain this long carries a warning.
  @WithDefault("7")
  int warnDepth();
}
