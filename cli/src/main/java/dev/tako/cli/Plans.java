package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Paint;
import dev.tako.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Plans as the graph service makes them, and how they are shown.
final class Plans {
  private Plans() {}

  static JsonNode request(Api graph, String repo, String workflow, Map<String, String> inputs) {
    var body = Api.JSON.createObjectNode().put("repo", repo).put("workflow", workflow);
    body.set("inputs", Api.JSON.valueToTree(inputs));
    return graph.post("/api/v1/plan", body, Map.of());
  }

  /// The repositories in the order in which they can run, each with what it waits for and listens
  /// to.
  static List<String> lines(JsonNode plan, Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(
        paint.strong("Plan of " + plan.path("workflow").asText())
            + " in "
            + plan.path("repo").asText()
            + ", "
            + plan.path("repositories").size()
            + " repositories");
    Table table = new Table("REPOSITORY", "COMMIT", "RUNS AFTER", "REACTS BY");
    for (JsonNode repository : plan.path("repositories")) {
      String repo = repository.path("repo").asText();
      String after =
          stream(plan, "dependents")
              .filter(edge -> edge.path("to").asText().equals(repo))
              .map(edge -> edge.path("from").asText())
              .distinct()
              .collect(Collectors.joining(", "));
      long subscriptions =
          stream(plan, "subscriptions")
              .filter(edge -> edge.path("subscriber").asText().equals(repo))
              .count();
      table.row(
          repo,
          ClientCommand.shortCommit(repository.path("commit").asText()),
          after.isEmpty() ? "-" : after,
          subscriptions == 0
              ? "-"
              : subscriptions + (subscriptions == 1 ? " subscription" : " subscriptions"));
    }
    lines.addAll(table.lines());
    stream(plan, "warnings")
        .forEach(warning -> lines.add(paint.odd("warning: " + warning.asText())));
    return lines;
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode plan, String field) {
    return StreamSupport.stream(plan.path(field).spliterator(), false);
  }
}
