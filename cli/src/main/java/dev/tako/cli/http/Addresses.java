package dev.tako.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the services are: as the user says, else as the running embedded system says
/// (`.tako/system.json` here or in a folder above), else on their usual ports.
///
/// @param coordinator runs, triggers
/// @param graph repositories, plans
public record Addresses(URI coordinator, URI graph) {
  private static final String COORDINATOR = "http://127.0.0.1:8080";
  private static final String GRAPH = "http://127.0.0.1:8081";

  /// @param server the coordinator, as the command line says; null: `TAKO_SERVER`
  /// @param graphServer the graph service; null: `TAKO_GRAPH_SERVER`
  /// @throws IllegalArgumentException if one is no http or https address
  public static Addresses resolve(
      @Nullable String server,
      @Nullable String graphServer,
      Map<String, String> environment,
      Optional<Path> systemFile) {
    JsonNode running = systemFile.map(Addresses::read).orElseGet(new ObjectMapper()::nullNode);
    return new Addresses(
        address(server, environment.get("TAKO_SERVER"), running, "coordinator", COORDINATOR),
        address(graphServer, environment.get("TAKO_GRAPH_SERVER"), running, "graph", GRAPH));
  }

  /// The state of the embedded system the user stands in; else that of a demo that was kept.
  public static Optional<Path> systemFile() {
    String home = System.getProperty("tako.home");
    for (Path folder = Path.of(home == null ? "" : home).toAbsolutePath();
        folder != null;
        folder = folder.getParent()) {
      for (String file : List.of(".tako/system.json", ".tako/demo/system.json")) {
        if (Files.isRegularFile(folder.resolve(file))) {
          return Optional.of(folder.resolve(file));
        }
      }
    }
    return Optional.empty();
  }

  private static URI address(
      @Nullable String given,
      @Nullable String environment,
      JsonNode running,
      String name,
      String usual) {
    if (given != null) {
      return parse(given);
    }
    if (environment != null && !environment.isBlank()) {
      return parse(environment);
    }
    return parse(running.path("processes").path(name).path("address").asText(usual));
  }

  private static URI parse(String text) {
    URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (address.getHost() == null
        || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
      throw new IllegalArgumentException(
          "Expected a server address like " + COORDINATOR + ", but found '" + text + "'.");
    }
    return address;
  }

  private static JsonNode read(Path file) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      return mapper.nullNode();
    }
  }
}
