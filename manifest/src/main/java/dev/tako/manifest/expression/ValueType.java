package dev.tako.manifest.expression;

import java.util.Locale;

/// The type of a JSON-like value.
public enum ValueType {
  STRING,
  NUMBER,
  BOOLEAN,
  LIST,
  MAP;

  /// The word for people, `a string`.
  String withArticle() {
    return "a " + name().toLowerCase(Locale.ROOT);
  }
}
