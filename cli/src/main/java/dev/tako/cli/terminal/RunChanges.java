package dev.tako.cli.terminal;

import static dev.tako.cli.terminal.RunTreeView.children;
import static dev.tako.cli.terminal.RunTreeView.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What changed between two looks at a run, one plain line each, for output that is no terminal.
public final class RunChanges {
  private final Map<String, String> seen = new HashMap<>();

  /// The lines for what is new since the last call.
  public List<String> since(JsonNode run, Instant now) {
    List<String> lines = new ArrayList<>();
    for (JsonNode execution : children(run, "executions")) {
      String title = text(execution, "repo") + " " + text(execution, "workflow");
      boolean ended = !text(execution, "endedAt").isEmpty();
      if (!ended) {
        add(lines, text(execution, "id"), title, execution, now);
      }
      for (JsonNode step : children(execution, "steps")) {
        String id = text(step, "id");
        add(lines, text(execution, "id") + "/" + id, title + " › " + id, step, now);
      }
      if (ended) {
        add(lines, text(execution, "id"), title, execution, now);
      }
    }
    String title = text(run, "id") + " " + text(run, "repo") + " " + text(run, "workflow");
    add(lines, text(run, "id"), title, run, now);
    return lines;
  }

  private void add(List<String> lines, String key, String title, JsonNode node, Instant now) {
    String status = text(node, "status");
    if (status.equals(seen.put(key, status)) || status.equals("pending")) {
      return;
    }
    StringBuilder line = new StringBuilder(RunTreeView.symbol(status));
    line.append(' ').append(title).append("  ").append(status);
    boolean ended = !text(node, "endedAt").isEmpty();
    if (ended && !Durations.of(node, now).isEmpty()) {
      line.append("  ").append(Durations.of(node, now));
    }
    String reason = text(node, "reason");
    if (!reason.isEmpty() && !status.equals("completed")) {
      line.append("  ").append(reason);
    }
    lines.add(line.toString());
  }
}
