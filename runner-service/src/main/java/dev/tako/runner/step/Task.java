package dev.tako.runner.step;

import org.jspecify.annotations.Nullable;

/// What a step does in the workspace.
sealed interface Task {

  /// Its command runs.
  record Script() implements Task {}

  /// Another commit is checked out.
  ///
  /// @param recorded what the ref stood for when the step had completed before; null: it had not
  record Checkout(String ref, @Nullable String recorded) implements Task {}

  /// A dependency gets another version.
  ///
  /// @param updateLockFiles by a command in the workspace
  record UpdateDependency(String name, String version, boolean updateLockFiles) implements Task {}
}
