package dev.tako.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the value of an input must satisfy besides its type.
///
/// @param allowed the `enum`, values of the input's type; empty means no such rule
/// @param min for numbers, inclusive
/// @param max for numbers, inclusive
/// @param pattern for strings, an RE2 regular expression that must be found in the value
public record Validation(
    List<Object> allowed, @Nullable Double min, @Nullable Double max, @Nullable String pattern) {

  public static final Validation NONE = new Validation(List.of(), null, null, null);

  public Validation {
    allowed = List.copyOf(allowed);
  }
}
