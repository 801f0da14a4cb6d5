package dev.tako.runner.step;

/// Where a step's output is taken from, as a [dev.tako.contract.StepSpec] writes it.
sealed interface OutputSource {

  record FromStdout() implements OutputSource {}

  record FromStderr() implements OutputSource {}

  /// @param path relative to the workspace
  record FromFile(String path) implements OutputSource {}

  /// @param name of a variable, as it stands at the end of the script
  record FromEnv(String name) implements OutputSource {}

  /// A form this runner does not know.
  record Unknown(String text) implements OutputSource {}

  default boolean isStream() {
    return switch (this) {
      case FromStdout _, FromStderr _ -> true;
      case FromFile _, FromEnv _, Unknown _ -> false;
    };
  }

  static OutputSource parse(String text) {
    if (text.equals("from_stdout")) {
      return new FromStdout();
    }
    if (text.equals("from_stderr")) {
      return new FromStderr();
    }
    if (text.startsWith("from_file:")) {
      return new FromFile(text.substring("from_file:".length()).strip());
    }
    String name = text.startsWith("from_env:") ? text.substring("from_env:".length()).strip() : "";
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? new FromEnv(name) : new Unknown(text);
  }
}
