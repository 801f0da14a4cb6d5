package dev.tako.graph.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;

/// An answer as JSON, or as a tree for a terminal.
final class Formats {
  private static final String TEXT = "text/plain;charset=UTF-8";

  private Formats() {}

  static void check(String format) {
    if (!List.of("json", "tree").contains(format)) {
      throw RefusedException.badRequest(
          "Expected format json or tree, found '%s'.".formatted(format));
    }
  }

  static Response answer(String format, Object json, Supplier<String> tree) {
    return format.equals("tree")
        ? Response.ok(tree.get(), TEXT).build()
        : Response.ok(json, MediaType.APPLICATION_JSON).build();
  }
}
