package dev.tako.manifest;

import java.util.Locale;

/// The type of a workflow input.
public enum InputType {
  STRING,
  NUMBER,
  BOOLEAN;

  /// The word the manifest uses, `string`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
