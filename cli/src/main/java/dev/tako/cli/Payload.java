package dev.tako.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// An event's payload, put together from what stands on the command line.
final class Payload {
  private Payload() {}

  /// @param parts JSON objects, `@file`s that hold one, and `name=value`s; later ones win
  /// @throws IllegalArgumentException if a part is none of these
  static ObjectNode of(List<String> parts) {
    ObjectNode payload = Api.JSON.createObjectNode();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (part.startsWith("@")) {
        payload.setAll(object(read(part.substring(1)), part));
      } else if (part.stripLeading().startsWith("{")) {
        payload.setAll(object(part, "--payload"));
      } else if (equals > 0) {
        payload.put(part.substring(0, equals), part.substring(equals + 1));
      } else {
        throw new IllegalArgumentException(
            "Expected --payload to be a JSON object, @FILE or NAME=VALUE, but found '"
                + part
                + "'.");
      }
    }
    return payload;
  }

  private static String read(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected --payload @%s to name a file that can be read, but found: %s"
              .formatted(file, e instanceof NoSuchFileException ? "no such file" : e),
          e);
    }
  }

  private static ObjectNode object(String json, String where) {
    try {
      if (Api.JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected %s to be a JSON object, but found: %s"
              .formatted(where, e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
    throw new IllegalArgumentException(
        "Expected %s to be a JSON object, but found other JSON.".formatted(where));
  }
}
