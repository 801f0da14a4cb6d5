package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// A problem of a service's answer, as a compiler would show it, with the repository it stands in.
final class Rendered {
  private Rendered() {}

  static String of(JsonNode problem) {
    String repo = ClientCommand.text(problem, "repo");
    String rendered = ClientCommand.text(problem, "rendered");
    if (!rendered.isEmpty()) {
      return (repo + " " + rendered).strip();
    }
    StringBuilder line = new StringBuilder();
    line.append(repo).append(' ').append(ClientCommand.text(problem, "file"));
    if (problem.path("line").asInt() > 0) {
      line.append(':').append(problem.path("line").asInt());
      line.append(':').append(problem.path("column").asInt());
    }
    line.append(": ").append(ClientCommand.text(problem, "message"));
    String hint = ClientCommand.text(problem, "hint");
    return line + (hint.isEmpty() ? "" : "\n  hint: " + hint);
  }

  static String count(int problems) {
    return problems == 1 ? "1 problem" : problems + " problems";
  }
}
