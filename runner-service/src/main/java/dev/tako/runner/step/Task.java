package dev.tako.runner.step;

/// What a step does in the workspace.
sealed interface Task {

  /// Its command runs.
  record Script() implements Task {}

  /// Another commit is checked out.
  record Checkout(String ref) implements Task {}

  /// A dependency gets another version.
  ///
  /// @param updateLockFiles by a command in the workspace
  record UpdateDependency(String name, String version, boolean updateLockFiles) implements Task {}
}
