package dev.tako.graph.http;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.tako.contract.Json;
import dev.tako.graph.graph.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts a long answer together from pieces of JSON that were encoded before. Whoever uses it sees
/// to it that together they are JSON.
final class JsonBytes {
  private static final byte[] NULL = ascii("null");

  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private final byte[] digits = new byte[11];

  static byte[] ascii(String piece) {
    return piece.getBytes(StandardCharsets.US_ASCII);
  }

  JsonBytes piece(byte[] json) {
    bytes.write(json, 0, json.length);
    return this;
  }

  JsonBytes piece(JsonText json) {
    bytes.write(json.utf8(), json.from(), json.length());
    return this;
  }

  JsonBytes piece(char character) {
    bytes.append(character);
    return this;
  }

  JsonBytes number(int value) {
    bytes.write(digits, 0, NumberOutput.outputInt(value, digits, 0));
    return this;
  }

  JsonBytes text(@Nullable String value) {
    return value == null ? piece(NULL) : piece('"').piece(Json.escaped(value)).piece('"');
  }

  /// @param text see [JsonText#of]
  JsonBytes quoted(JsonText text) {
    return piece('"').piece(text).piece('"');
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
