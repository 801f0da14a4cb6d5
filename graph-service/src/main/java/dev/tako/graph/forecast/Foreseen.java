package dev.tako.graph.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value as far as it is known before the run.
public sealed interface Foreseen {
  /// What it will be.
  record Known(@Nullable Object value) implements Foreseen {}

  /// It is decided while the run goes on.
  ///
  /// @param template as the manifest has it
  /// @param decidedBy step outputs and event fields, for example `steps.bump.version of
  ///   acme/core:main release`
  record Unknown(String template, List<String> decidedBy) implements Foreseen {
    public Unknown {
      decidedBy = List.copyOf(decidedBy);
    }
  }

  /// It cannot be rendered, so what needs it will fail.
  record Broken(String template, String problem) implements Foreseen {}
}
