package dev.tako.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.util.Map;

/// Asks the graph service what would happen; it draws the tree itself.
final class Forecasts {
  private Forecasts() {}

  /// @param payload values of payload fields to assume where they are not known beforehand
  /// @param byName whether it is to be started by its name, so that its `on` must allow that
  static void show(
      ClientCommand command,
      String repo,
      String workflow,
      Map<String, String> inputs,
      Map<String, String> payload,
      boolean byName) {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("repo", repo)
            .put("workflow", workflow)
            .put("byName", byName);
    body.set("inputs", Api.JSON.valueToTree(inputs));
    body.set("payload", Api.JSON.valueToTree(payload));
    show(command, "/api/v1/forecast", body);
  }

  /// Posts the question and prints the answer: JSON, or the tree.
  static void show(ClientCommand command, String path, ObjectNode body) {
    if (command.isJson()) {
      command.print(command.graph().post(path, body, Map.of()));
    } else {
      command.print(command.graph().postForText(path + "?format=tree", body).stripTrailing());
    }
  }
}
