package dev.tako.coordinator.postgres;

import org.jspecify.annotations.Nullable;

/// Text as PostgreSQL can keep it: a NUL character becomes U+FFFD.
final class StorableText {
  private StorableText() {}

  static String of(String text) {
    return text.replace('\0', '\uFFFD');
  }

  static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }
}
