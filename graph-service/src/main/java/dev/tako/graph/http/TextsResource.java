package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tako.contract.ManifestTexts;
import dev.tako.graph.GraphKeeper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hands out the texts of manifests that plans name by their digests.
@Path("/api/v1/manifests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TextsResource {
  /// How many characters one answer has, about: they are all in memory while it is made.
  private static final long MOST = 8_000_000;

  /// [ManifestTexts.Request] as it may come in.
  record Asked(@Nullable List<@Nullable String> digests) {}

  private final GraphKeeper keeper;

  TextsResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// 200 with [ManifestTexts]: those it has, and of many long ones some; 400 when the body names no
  /// digests, or too many.
  @POST
  public Response texts(@Nullable Asked asked) {
    if (asked == null || asked.digests() == null) {
      throw RefusedException.badRequest(
          "Expected a body like {\"digests\":[\"<64 hex digits>\"]}, but digests are missing.");
    }
    if (asked.digests().size() > ManifestTexts.MOST) {
      throw RefusedException.badRequest(
          "Expected at most %d digests, found %d; ask for them in several requests."
              .formatted(ManifestTexts.MOST, asked.digests().size()));
    }
    for (String digest : asked.digests()) {
      if (digest == null || !ManifestTexts.isDigest(digest)) {
        throw RefusedException.badRequest(
            "Expected digests of 64 lower-case hex digits, as a plan names manifests, found '%s'."
                .formatted(digest));
      }
    }
    Map<String, String> found = keeper.texts(asked.digests(), MOST).manifests();
    return Written.json(out -> write(out, found));
  }

  private static void write(JsonGenerator out, Map<String, String> texts) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("manifests");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeStringField(text.getKey(), text.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
