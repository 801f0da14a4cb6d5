package dev.tako.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A run as a tree of lines: executions under what caused them, steps under their execution.
///
/// ```
/// exec-20261123-101500-0a1b2c3d  acme/core-lib:main release  running (waiting_for_subscribers)  4.1 s
/// └─ ◐ acme/core-lib:main release  waiting  4.0 s
///    ├─ ✓ build  1.2 s
///    │  ├─ ● acme/lib-a:main update  reaction  running  0.9 s
///    │  └─ ✓ acme/lib-b:main update  reaction  0.8 s
///    └─ ○ tag
/// ```
///
/// A pure function of the API's answer and the time. An execution with several parents stands under
/// the first and names them all.
public final class RunTreeView {
  private static final int LAST_LINES = 5;

  private final JsonNode run;
  private final Instant now;
  private final Paint paint;
  private final List<JsonNode> executions;
  private final List<String> lines = new ArrayList<>();

  private RunTreeView(JsonNode run, Instant now, Paint paint) {
    this.run = run;
    this.now = now;
    this.paint = paint;
    this.executions =
        children(run, "executions").stream()
            .sorted(Comparator.comparingInt(RunTreeView::number))
            .toList();
  }

  /// @param run the answer to `GET /api/v1/runs/{id}`
  /// @param now for what has not ended
  public static List<String> lines(JsonNode run, Instant now, Paint paint) {
    RunTreeView view = new RunTreeView(run, now, paint);
    view.draw();
    return List.copyOf(view.lines);
  }

  private void draw() {
    String status = text(run, "status");
    String phase = text(run, "phase");
    String state = phase.isEmpty() || phase.equals(status) ? status : status + " (" + phase + ")";
    lines.add(
        join(
            paint.strong(text(run, "id")),
            text(run, "repo") + " " + text(run, "workflow"),
            paint.status(status, state),
            paint.faint(Durations.of(run, now))));
    reason(run, "", status);
    if (status.equals("completed") && !text(run, "reason").isEmpty()) {
      lines.add(paint.faint(printable(text(run, "reason"))));
    }
    List<JsonNode> tops = executions.stream().filter(e -> parentOf(e).isEmpty()).toList();
    for (int i = 0; i < tops.size(); i++) {
      execution(tops.get(i), "", i == tops.size() - 1);
    }
  }

  private void execution(JsonNode execution, String indent, boolean last) {
    String status = text(execution, "status");
    String cause = text(execution, "cause");
    lines.add(
        indent
            + branch(last)
            + join(
                paint.status(status, symbol(status))
                    + " "
                    + text(execution, "repo")
                    + " "
                    + paint.strong(text(execution, "workflow")),
                cause.equals("root") ? "" : paint.faint(cause + fanIn(execution)),
                status.equals("completed") ? "" : paint.status(status, status),
                paint.faint(Durations.of(execution, now))));
    String below = indent + continuation(last);
    reason(execution, below, status);
    List<JsonNode> steps = children(execution, "steps");
    List<JsonNode> followers = childrenOf(text(execution, "id"), "");
    for (int i = 0; i < steps.size(); i++) {
      boolean lastStep = i == steps.size() - 1 && followers.isEmpty();
      step(text(execution, "id"), steps.get(i), below, lastStep);
    }
    for (int i = 0; i < followers.size(); i++) {
      execution(followers.get(i), below, i == followers.size() - 1);
    }
  }

  private void step(String executionId, JsonNode step, String indent, boolean last) {
    String status = text(step, "status");
    String name = text(step, "name");
    boolean usual = List.of("completed", "pending", "running").contains(status);
    lines.add(
        indent
            + branch(last)
            + join(
                paint.status(status, symbol(status))
                    + " "
                    + (name.isEmpty() ? text(step, "id") : name),
                usual ? "" : paint.status(status, status),
                step.path("exitCode").asInt(0) == 0
                    ? ""
                    : paint.bad("exit code " + step.path("exitCode").asInt()),
                paint.faint(Durations.of(step, now))));
    String below = indent + continuation(last);
    reason(step, below, status);
    if (status.equals("failed") || status.equals("timed_out")) {
      List<JsonNode> output = children(step, "lastLines");
      output
          .subList(Math.max(0, output.size() - LAST_LINES), output.size())
          .forEach(line -> lines.add(below + paint.faint("│ " + printable(line.asText()))));
    }
    List<JsonNode> reactions = childrenOf(executionId, text(step, "id"));
    for (int i = 0; i < reactions.size(); i++) {
      execution(reactions.get(i), below, i == reactions.size() - 1);
    }
  }

  private void reason(JsonNode node, String indent, String status) {
    String reason = text(node, "reason");
    if (!reason.isEmpty() && !status.equals("completed")) {
      reason.lines().forEach(line -> lines.add(indent + paint.status(status, printable(line))));
    }
  }

  /// Those under a step of an execution, or under the execution itself where `step` is empty.
  private List<JsonNode> childrenOf(String executionId, String step) {
    return executions.stream()
        .filter(e -> parentOf(e).equals(executionId))
        .filter(e -> stepOf(e).equals(step))
        .toList();
  }

  /// The id of the execution it stands under: the one whose event it reacts to, or the first of
  /// those it follows.
  private String parentOf(JsonNode execution) {
    String parent = text(execution, "parent");
    return parent.isEmpty()
        ? followed(execution).findFirst().map(first -> text(first, "id")).orElse("")
        : parent;
  }

  /// The executions of the repositories in `parents`.
  private Stream<JsonNode> followed(JsonNode execution) {
    return children(execution, "parents").stream()
        .flatMap(repo ->
            executions.stream()
                .filter(other -> !text(other, "cause").equals("reaction"))
                .filter(other -> text(other, "repo").equals(repo.asText())));
  }

  private static String stepOf(JsonNode execution) {
    return text(execution, "parentStep");
  }

  private String fanIn(JsonNode execution) {
    List<String> parents = followed(execution).map(parent -> text(parent, "repo")).toList();
    return parents.size() < 2 ? "" : " of " + String.join(" and ", parents);
  }

  private static String branch(boolean last) {
    return last ? "└─ " : "├─ ";
  }

  private static String continuation(boolean last) {
    return last ? "   " : "│  ";
  }

  static String symbol(String status) {
    return switch (status) {
      case "completed" -> "✓";
      case "failed", "timed_out" -> "✗";
      case "cancelled" -> "⊘";
      case "skipped" -> "–";
      case "running" -> "●";
      case "waiting" -> "◐";
      default -> "○";
    };
  }

  /// What a step printed must not move the cursor.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static int number(JsonNode execution) {
    String id = text(execution, "id");
    String last = id.substring(id.lastIndexOf('.') + 1);
    return last.matches("\\d{1,9}") ? Integer.parseInt(last) : Integer.MAX_VALUE;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() ? "" : value.asText("");
  }

  static List<JsonNode> children(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false).toList();
  }

  private static String join(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
  }
}
