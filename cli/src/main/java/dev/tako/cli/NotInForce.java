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
    told.append(ClientCommand.text(repo, "repo")).append(": ").append(reason(repo));
    for (JsonNode problem : repo.path("problems")) {
      told.append('\n').append(Rendered.of(problem));
    }
    return told.toString();
  }

  /// The reason of a rejection names its first problem, which stands below.
  private static String reason(JsonNode repo) {
    String reason = ClientCommand.text(repo, "reason");
    JsonNode branch = repo.path("branches").path(ClientCommand.text(repo, "defaultBranch"));
    int problems = repo.path("problems").size();
    return problems > 0 && ClientCommand.text(branch, "reason").equals(reason)
        ? "its manifest at %s is rejected: %s"
            .formatted(
                ClientCommand.shortCommit(ClientCommand.text(branch, "rejectedCommit")),
                Rendered.count(problems))
        : reason;
  }
}
