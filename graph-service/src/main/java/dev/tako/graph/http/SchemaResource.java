package dev.tako.graph.http;

import dev.tako.manifest.ManifestParser;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The JSON Schema of `tako.yml`, for editors: `# yaml-language-server:
/// $schema=http://…/schema/tako.yml.json`.
@Path("/schema/tako.yml.json")
public class SchemaResource {
  @GET
  @Produces("application/schema+json")
  public byte[] schema() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(ManifestParser.class.getResourceAsStream("/schema/tako.yml.json"))) {
      return schema.readAllBytes();
    }
  }
}
