package dev.tako.graph.graph;

import dev.tako.contract.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of JSON, encoded once and written often.
///
/// @param utf8 never changed; it is the part of it from `from` on
/// @param length bytes
@SuppressWarnings("ArrayRecordComponent") // compared by content, below
public record JsonText(byte[] utf8, int from, int length) {
  private static final byte[] BETWEEN = "\",\"workflow\":\"".getBytes(StandardCharsets.US_ASCII);

  /// A text as it stands between the quotes of a JSON string.
  static JsonText of(String text) {
    return of(Json.escaped(text));
  }

  /// One workflow on one repository, as the value of some field:
  /// `"acme/app:main","workflow":"build"`.
  ///
  /// @param repo the repository with its branch
  static JsonText execution(JsonText repo, String workflow) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('"');
    json.write(repo.utf8, repo.from, repo.length);
    json.writeBytes(BETWEEN);
    json.writeBytes(Json.escaped(workflow));
    json.write('"');
    return of(json.toByteArray());
  }

  /// All of them, one after the other.
  static byte[] joined(List<JsonText> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(part -> joined.write(part.utf8, part.from, part.length));
    return joined.toByteArray();
  }

  private static JsonText of(byte[] utf8) {
    return new JsonText(utf8, 0, utf8.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonText that && bytes().equals(that.bytes());
  }

  @Override
  public int hashCode() {
    return bytes().hashCode();
  }

  private ByteBuffer bytes() {
    return ByteBuffer.wrap(utf8, from, length);
  }
}
