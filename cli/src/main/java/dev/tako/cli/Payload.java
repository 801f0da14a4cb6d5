package dev.tako.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An event's payload, put together from what stands on the command line.
final class Payload {
  private Payload() {}

  private static final ObjectReader STRICT =
      Api.JSON.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  private static final Pattern TWICE =
      Pattern.compile("Duplicate (?:field|Object property) [\"'](.*)[\"']");

  /// @param parts JSON objects, `@file`s that hold one, and `name=value`s; later ones win
  /// @throws IllegalArgumentException if a part is none of these, or holds a name twice
  static ObjectNode of(List<String> parts) {
    ObjectNode payload = Api.JSON.createObjectNode();
    Map<String, String> texts = new HashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (part.startsWith("@")) {
        payload.setAll(object(read(part.substring(1)), part));
      } else if (part.stripLeading().startsWith("{")) {
        payload.setAll(object(part, "--payload"));
      } else if (equals > 0) {
        String name = part.substring(0, equals);
        String value = part.substring(equals + 1);
        String before = texts.putIfAbsent(name, value);
        if (before != null) {
          throw new IllegalArgumentException(NamesOnce.twice("--payload", name, before, value));
        }
        payload.put(name, value);
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
      if (STRICT.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      Matcher twice = TWICE.matcher(e.getOriginalMessage());
      if (twice.find()) {
        throw new IllegalArgumentException(
            "Expected each key once in %s, but found '%s' twice, the second time in line %d, column %d. Leave out one of them."
                .formatted(
                    where,
                    twice.group(1),
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr()),
            e);
      }
      throw new IllegalArgumentException(
          "Expected %s to be a JSON object, but found: %s"
              .formatted(where, e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
    throw new IllegalArgumentException(
        "Expected %s to be a JSON object, but found other JSON.".formatted(where));
  }
}
