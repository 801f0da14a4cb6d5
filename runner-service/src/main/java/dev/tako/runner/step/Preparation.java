package dev.tako.runner.step;

import dev.tako.manifest.expression.Scope;

/// What has to be done for a step, known from its templates and its `if`.
sealed interface Preparation {

  /// Its `if` is false.
  record Skip(String reason) implements Preparation {}

  /// It runs nothing.
  record Nothing() implements Preparation {}

  /// @param command the surroundings, and the script of a [Task.Script]
  /// @param scope what the step's `on_failure` templates can see
  record Run(Task task, Command command, Scope scope) implements Preparation {}

  /// A template or its `if` cannot be evaluated.
  record Invalid(String message) implements Preparation {}
}
