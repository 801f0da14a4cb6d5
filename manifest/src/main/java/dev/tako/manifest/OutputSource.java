package dev.tako.manifest;

/// Where the value of an output comes from.
public sealed interface OutputSource {

  /// The trimmed standard output of the command.
  record FromStdout() implements OutputSource {}

  /// The trimmed standard error of the command.
  record FromStderr() implements OutputSource {}

  /// The trimmed content of a file, relative to the step's working directory.
  record FromFile(String path) implements OutputSource {}

  /// An environment variable that the command exported.
  record FromEnv(String name) implements OutputSource {}
}
