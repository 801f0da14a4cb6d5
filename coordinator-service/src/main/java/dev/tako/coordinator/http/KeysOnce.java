package dev.tako.coordinator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tako.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Refuses an event in which a key stands twice, of which only the last would count.
final class KeysOnce {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private KeysOnce() {}

  /// @param body what is no JSON at all is left to whoever reads it
  static void require(byte[] body) {
    try (JsonParser in = STRICT.createParser(body)) {
      while (in.nextToken() != null) {
        // every key is looked at
      }
    } catch (JsonProcessingException e) {
      if (Json.isKeyTwice(e)) {
        throw ProblemException.badRequest(
            "Expected each key of the event once, but found at line %d, column %d: %s. Leave out one of them."
                .formatted(
                    e.getLocation().getLineNr(), e.getLocation().getColumnNr(), Json.reason(e)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
