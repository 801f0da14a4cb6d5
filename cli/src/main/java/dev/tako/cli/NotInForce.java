package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Repositories whose newest state is not in force, because they cannot be fetched or their
/// manifest is rejected, and why.
final class NotInForce {
  private NotInForce() {}

  /// @param answer one repository, or a list of them
  static List<JsonNode> among(JsonNode answer) {
    List<JsonNode> wanting = new ArrayList<>();
    JsonNode all = answer.path("repositories");
    (all.isArray() ? all : List.of(answer))
        .forEach(repo -> {
          if (!ClientCommand.text(repo, "reason").isEmpty()) {
            wanting.add(repo);
          }
        });
    return wanting;
  }

  /// A line with the reason, and below it every problem of the manifest.
  static String told(JsonNode repo) {
    StringBuilder told = new StringBuilder();
    told.append(ClientCommand.text(repo, "repo"))
        .append(": ")
        .append(ClientCommand.text(repo, "reason"));
    for (JsonNode problem : repo.path("problems")) {
      told.append('\n').append(Rendered.of(problem));
    }
    return told.toString();
  }
}
