package dev.tako.graph.graph;

import dev.tako.contract.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A text as it stands between the quotes of a JSON string, encoded once and written often.
///
/// @param utf8 never changed
@SuppressWarnings("ArrayRecordComponent") // compared by content, below
public record JsonText(byte[] utf8) {
  static JsonText of(String text) {
    return new JsonText(Json.escaped(text));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonText that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }
}
