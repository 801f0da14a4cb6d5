package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tako graph`: who depends on whom, and who listens to whom.
@Command(
    name = "graph",
    description = "Who depends on whom, and who listens to whom.",
    footer = {
      "",
      "Examples:",
      "  tako graph",
      "  tako graph --root acme/core-lib --depth 2",
      "  tako graph --root acme/app --direction up",
      "  tako graph --dangling",
      "  tako graph --cycles",
      "  tako graph --order",
      "  tako graph --format dot | dot -Tsvg > graph.svg"
    })
final class GraphCommand extends ClientCommand {
  /// How a graph can be written.
  enum Format {
    tree,
    dot,
    mermaid,
    json
  }

  @Option(names = "--root", paramLabel = "OWNER/REPO", description = "Start here. Default: all.")
  private @Nullable String root;

  @Option(
      names = "--direction",
      paramLabel = "down|up",
      description = "down: who depends on it; up: what it depends on. Default: down.")
  private @Nullable String direction;

  @Option(names = "--depth", paramLabel = "N", description = "How far to go.")
  private @Nullable Integer depth;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: tree.")
  private @Nullable Format format;

  @Option(
      names = "--dangling",
      description = "Only the edges that name something that does not exist, and why.")
  private boolean dangling;

  @Option(
      names = "--cycles",
      description =
          "Only the cycles, over dependents and over events; with --root those through it.")
  private boolean cycles;

  @Option(names = "--order", description = "All repositories, each after those it depends on.")
  private boolean order;

  GraphCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if ((dangling ? 1 : 0) + (cycles ? 1 : 0) + (order ? 1 : 0) > 1) {
      throw new IllegalArgumentException("Expected only one of --dangling, --cycles and --order.");
    }
    if (cycles) {
      showCycles(graph().get("/api/v1/cycles", Map.of("repo", root == null ? "" : root)));
      return ExitCode.COMPLETED;
    }
    if (order) {
      showOrder(graph().get("/api/v1/order"));
      return ExitCode.COMPLETED;
    }
    Format wanted = isJson() || dangling ? Format.json : format == null ? Format.tree : format;
    Map<String, String> query =
        Map.of(
            "root", root == null ? "" : root,
            "direction", direction == null ? "" : direction,
            "depth", depth == null ? "" : depth.toString(),
            "format", wanted.name());
    if (dangling) {
      showDangling(graph().get("/api/v1/graph", query).path("dangling"));
    } else if (wanted == Format.json) {
      print(graph().get("/api/v1/graph", query));
    } else {
      print(graph().getText("/api/v1/graph", query).stripTrailing());
    }
    return ExitCode.COMPLETED;
  }

  private void showOrder(JsonNode answer) {
    if (isJson() || format == Format.json) {
      print(answer);
    } else {
      answer.path("order").forEach(repo -> print(repo.asText()));
    }
  }

  private void showCycles(JsonNode answer) {
    if (isJson() || format == Format.json) {
      print(answer);
      return;
    }
    if (answer.path("cycles").isEmpty()) {
      print(
          answer.path("rejected").isEmpty()
              ? "There is no cycle."
              : "No cycle is in force; these manifests are not, because they would close one:");
    }
    for (JsonNode rejected : answer.path("rejected")) {
      String commit = shortCommit(text(rejected, "commit"));
      print(paint().strong(text(rejected, "repo")) + " at " + commit);
      for (JsonNode problem : rejected.path("problems")) {
        print("  tako.yml:" + text(problem, "line") + "  " + text(problem, "message"));
        print("  hint: " + text(problem, "hint"));
      }
    }
    for (JsonNode cycle : answer.path("cycles")) {
      print(paint().strong(text(cycle, "message")));
      for (JsonNode edge : cycle.path("edges")) {
        String event = text(edge, "event");
        print(
            "  %s %s:%s  %s %s -> %s %s%s"
                .formatted(
                    text(edge, "declaredIn"),
                    text(edge, "file"),
                    text(edge, "line"),
                    text(edge, "from"),
                    text(edge, "workflow"),
                    text(edge, "to"),
                    text(edge, "toWorkflow"),
                    event.isEmpty() ? "" : " on " + event));
      }
    }
  }

  private void showDangling(JsonNode edges) {
    if (isJson() || format == Format.json) {
      print(edges);
      return;
    }
    if (edges.isEmpty()) {
      print("Every edge leads to something that exists.");
    }
    for (JsonNode found : edges) {
      JsonNode edge = found.path("edge");
      boolean dependent = text(edge, "kind").equals("DEPENDENT");
      String in = text(edge, dependent ? "from" : "to");
      String kind = dependent ? "dependent" : "subscription";
      print(
          paint().strong(in + " " + text(edge, "file") + ":" + text(edge, "line"))
              + " %s: %s".formatted(kind, text(found, "reason")));
    }
  }
}
