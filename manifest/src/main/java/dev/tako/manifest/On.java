package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// What may start a workflow: a person or program by name (`exec`), and pushes.
public record On(boolean exec, @Nullable Push push) {

  /// What a workflow without `on` has.
  public static final On EXEC_ONLY = new On(true, null);
}
