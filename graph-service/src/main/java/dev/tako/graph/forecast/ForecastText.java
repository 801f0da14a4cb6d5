package dev.tako.graph.forecast;

import static dev.tako.manifest.expression.JsonText.escape;

import dev.tako.contract.CauseKind;
import dev.tako.graph.forecast.Forecast.Decision;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.expression.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A forecast as a tree for a terminal. A dependent stands under the first repository it waits for.
///
/// ```
/// acme/core:main release
/// ├─ inputs: bump = "minor"
/// ├─ job 1: runner
/// │  └─ build  make
/// │     └─ emits build_completed 1.0.0 of acme/core:default
/// │        └─ certain  acme/lib:main check (tako.yml:3 subscriptions[0])
/// │           └─ it listens for build_completed
/// └─ then dependent acme/app:main release
/// ```
public final class ForecastText {
  private static final int LONGEST_COMMAND = 60;

  private record Node(String line, List<Node> below) {}

  private final Forecast forecast;

  private ForecastText(Forecast forecast) {
    this.forecast = forecast;
  }

  public static String of(Forecast forecast) {
    ForecastText text = new ForecastText(forecast);
    StringBuilder out = new StringBuilder();
    if (!forecast.assumed().isEmpty()) {
      out.append("assumed of payloads: ").append(shown(forecast.assumed())).append('\n');
    }
    Node top = text.execution(forecast.executions().getFirst(), "");
    out.append(top.line()).append('\n');
    draw(out, top.below(), "");
    forecast.warnings().forEach(warning -> out.append("warning: ").append(warning).append('\n'));
    return out.toString();
  }

  private static void draw(StringBuilder out, List<Node> nodes, String indent) {
    for (Iterator<Node> left = nodes.iterator(); left.hasNext(); ) {
      Node node = left.next();
      boolean last = !left.hasNext();
      out.append(indent).append(last ? "└─ " : "├─ ").append(node.line()).append('\n');
      draw(out, node.below(), indent + (last ? "   " : "│  "));
    }
  }

  private Node execution(Forecast.Execution execution, String lead) {
    List<Node> below = inside(execution);
    if (execution.cause() != CauseKind.REACTION) {
      for (Forecast.Execution follower : forecast.executions()) {
        if (!follower.after().isEmpty() && follower.after().getFirst().equals(execution.repo())) {
          below.add(execution(follower, "then " + fanIn(follower)));
        }
      }
    }
    return new Node(lead + execution.repo() + " " + execution.workflow(), below);
  }

  private static String fanIn(Forecast.Execution follower) {
    return follower.after().size() < 2
        ? ""
        : follower.after().stream()
            .map(RepositoryRef::toString)
            .collect(Collectors.joining(" and ", "(after ", ") "));
  }

  private static List<Node> inside(Forecast.Execution execution) {
    List<Node> below = new ArrayList<>();
    if (!execution.inputs().isEmpty()) {
      below.add(leaf("inputs: " + shown(execution.inputs())));
    }
    execution.problems().forEach(problem -> below.add(leaf("fails at once: " + problem)));
    int number = 1;
    for (Forecast.Job job : execution.jobs()) {
      below.add(
          new Node(
              "job %d: %s".formatted(number++, job.runsIn()),
              job.steps().stream().map(ForecastText::step).toList()));
    }
    return below;
  }

  private static Node step(Forecast.Step step) {
    List<Node> below = new ArrayList<>();
    Decision condition = step.condition();
    if (condition != null) {
      String lead =
          switch (condition.certainty()) {
            case certain -> "runs: ";
            case possible -> "may be skipped: ";
            case excluded -> condition.fails() ? "fails: " : "does not run: ";
          };
      below.add(leaf(lead + condition.reason()));
    }
    step.events().forEach(event -> below.add(event(event)));
    String wait = step.mayWait() ? "  (waits for reactions)" : "";
    return new Node(step.id() + "  " + command(step.command()) + wait, below);
  }

  private static String command(String command) {
    String first = command.lines().findFirst().orElse("");
    boolean cut = first.length() > LONGEST_COMMAND || command.lines().count() > 1;
    int length = Math.min(first.codePointCount(0, first.length()), LONGEST_COMMAND);
    return cut ? first.substring(0, first.offsetByCodePoints(0, length)) + " …" : first;
  }

  private static Node event(Forecast.Event event) {
    String payload = event.payload().isEmpty() ? "" : ": " + shown(event.payload());
    List<Node> below = event.subscriptions().stream().map(ForecastText::reaction).toList();
    return new Node(
        "emits %s %s of %s%s"
            .formatted(event.type(), event.schemaVersion(), event.artifact(), payload),
        below.isEmpty() ? List.of(leaf("nobody subscribes to it")) : below);
  }

  private static Node reaction(Forecast.Reaction reaction) {
    List<Node> below = new ArrayList<>();
    below.add(leaf(reaction.reason()));
    if (reaction.execution() != null) {
      below.addAll(inside(reaction.execution()));
    }
    return new Node(
        "%-8s %s %s (%s:%d subscriptions[%d])"
            .formatted(
                reaction.certainty(),
                reaction.repo(),
                reaction.workflow(),
                IndexedManifest.FILE,
                reaction.line(),
                reaction.index()),
        below);
  }

  private static Node leaf(String line) {
    return new Node(line, List.of());
  }

  private static String shown(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + shown(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    return switch (value) {
      case Foreseen.Known(Object known) -> " = " + quoted(known);
      case Foreseen.Unknown(String template, List<String> decidedBy) ->
          " = ? decided by %s (%s)".formatted(String.join(", ", decidedBy), template);
      case Foreseen.Broken(String template, String problem) ->
          " cannot be rendered (%s): %s".formatted(template, problem);
      default -> " = " + quoted(value);
    };
  }

  private static String quoted(@Nullable Object value) {
    return value instanceof String text ? '"' + escape(text) + '"' : Values.text(value);
  }
}
