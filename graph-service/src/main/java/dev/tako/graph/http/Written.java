package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.tako.contract.Json;
import dev.tako.graph.graph.JsonText;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Long answers, written while they are sent.
final class Written {
  /// Writes one JSON value.
  interface Body {
    void to(JsonGenerator out) throws IOException;
  }

  private Written() {}

  static Response json(Body body) {
    StreamingOutput output =
        stream -> {
          try (JsonGenerator out = Json.MAPPER.getFactory().createGenerator(stream)) {
            body.to(out);
          }
        };
    return Response.ok(output, MediaType.APPLICATION_JSON).build();
  }

  /// The whole answer at once.
  static byte[] bytes(Body body) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
      try (JsonGenerator out = Json.MAPPER.getFactory().createGenerator(bytes)) {
        body.to(out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void text(JsonGenerator out, SerializableString field, JsonText text) throws IOException {
    out.writeFieldName(field);
    out.writeRawUTF8String(text.utf8(), text.from(), text.length());
  }

  static void text(JsonGenerator out, String field, JsonText text) throws IOException {
    out.writeFieldName(field);
    out.writeRawUTF8String(text.utf8(), text.from(), text.length());
  }
}
