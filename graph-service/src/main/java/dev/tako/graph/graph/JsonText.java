package dev.tako.graph.graph;

import dev.tako.contract.Json;

/// A text as it stands between the quotes of a JSON string, encoded once and written often.
///
/// @param utf8 never changed
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record JsonText(byte[] utf8) {
  static JsonText of(String text) {
    return new JsonText(Json.escaped(text));
  }
}
