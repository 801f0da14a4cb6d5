package dev.tako.manifest;

import dev.tako.manifest.expression.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the `steps` of one workflow, one after the other.
final class StepParser {

  private static final List<String> RUN_ONLY =
      Stream.concat(Stream.of("retry", "working_directory"), IsolationParser.KEYS.stream())
          .toList();
  static final List<String> KEYS =
      Stream.of(
              List.of("id", "name", "if", "run", "uses", "with", "timeout", "continue_on_error"),
              List.of("retry", "env", "working_directory", "produces", "on_failure"),
              List.of("long_running"),
              IsolationParser.KEYS)
          .flatMap(List::stream)
          .toList();

  static final List<String> RETRY = List.of("max_attempts", "backoff", "max_backoff");
  static final List<String> FAILURE = List.of("name", "run");

  private final Map<String, Input> inputs;
  private final Types ofInputs;
  private final Collection<String> artifacts;
  private final List<String> secrets;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Position> ids = new LinkedHashMap<>();

  /// @param secrets the names of the workflow's
  StepParser(Map<String, Input> inputs, Collection<String> artifacts, List<String> secrets) {
    this.inputs = inputs;
    this.ofInputs = DeclaredTypes.ofInputs(inputs.values());
    this.artifacts = artifacts;
    this.secrets = secrets;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  void read(Item item) {
    Names names = Names.in(inputs, ofInputs, ids.keySet());
    String generated = "step-" + (steps.size() + 1);
    if (item.isText()) {
      String script = Texts.script(item, names);
      claim(generated, item);
      steps.add(plainRun(generated, script == null ? "" : script, item.at()));
      return;
    }
    Fields fields = item.fields("a command or a map", KEYS);
    if (!item.isMap()) {
      if (item.isNothing()) {
        item.error("expected a command or a map, found nothing");
      }
      return;
    }
    Item idItem = fields.get("id");
    String given = idItem == null ? null : idItem.text("an id");
    String id = given == null ? generated : given;
    if (idItem != null) {
      Words.checkIdentifier(idItem, "an id", id);
    }
    steps.add(step(id, item, fields, names));
    claim(id, idItem == null ? item : idItem);
  }

  private void claim(String id, Item item) {
    for (Map.Entry<String, Position> other : ids.entrySet()) {
      if (other.getKey().replace('-', '_').equals(id.replace('-', '_'))) {
        item.error(
            "the id '" + id + "' is taken by the step in line " + other.getValue().line(),
            "ids are unique in a workflow; '-' and '_' count as the same");
      }
    }
    ids.putIfAbsent(id, item.at());
  }

  private static RunStep plainRun(String id, String script, Position at) {
    StepHead head = new StepHead(id, null, null, null, false, null, List.of(), at);
    return new RunStep(head, script, Variables.NONE, null, null, Isolation.NONE, false);
  }

  private Step step(String id, Item item, Fields fields, Names names) {
    Variables variables = Variables.of(WorkflowParser.environment(fields, names), secrets);
    Names inScripts = names.without(variables.secrets().keySet());
    Item uses = fields.get("uses");
    StepHead head =
        new StepHead(
            id,
            fields.text("name"),
            fields.read("if", i -> Texts.condition(i, names)),
            fields.read("produces", i -> ProducesParser.read(i, uses == null, artifacts, names)),
            fields.flag("continue_on_error", false),
            fields.read("timeout", Item::duration),
            onFailure(fields, inScripts),
            item.at());
    if (uses == null) {
      return run(head, item, fields, variables, inScripts);
    }
    if (fields.has("run")) {
      uses.error("expected either `run` or `uses`, found both");
    }
    for (String key : RUN_ONLY) {
      fields.read(key, i -> refuse(i, "'" + key + "' is for `run` steps only"));
    }
    if (fields.flag("long_running", false)) {
      fields.read("long_running", i -> refuse(i, "'long_running' is for `run` steps only"));
    }
    return new BuiltInParser(artifacts, inScripts).read(uses, fields, head, variables);
  }

  private static RunStep run(
      StepHead head, Item item, Fields fields, Variables variables, Names names) {
    fields.read("with", i -> refuse(i, "'with' is for `uses` steps only"));
    Item run = fields.get("run");
    if (run == null && !fields.hasUnknown()) {
      item.error("expected `run` or `uses` in a step, found neither");
    }
    String script = run == null ? null : Texts.script(run, names);
    boolean longRunning = fields.flag("long_running", false);
    if (longRunning) {
      fields.notSupportedYet(List.of("long_running"));
    }
    return new RunStep(
        head,
        script == null ? "" : script,
        variables,
        fields.read("retry", StepParser::retry),
        fields.read("working_directory", i -> workingDirectory(i, names)),
        IsolationParser.read(fields),
        longRunning);
  }

  private static @Nullable Object refuse(Item item, String message) {
    item.error(message);
    return null;
  }

  private static @Nullable String workingDirectory(Item item, Names names) {
    Texts.template(item, names);
    return Words.relativePath(item);
  }

  private static List<String> onFailure(Fields fields, Names names) {
    List<String> commands = new ArrayList<>();
    for (Item item : fields.list("on_failure")) {
      Item command = item.isMap() ? item.fields("a command", FAILURE).required("run") : item;
      String script = command == null ? null : Texts.script(command, names);
      if (script != null) {
        commands.add(script);
      }
    }
    return commands;
  }

  private static Retry retry(Item item) {
    Fields fields = item.fields("a map with max_attempts", RETRY);
    Item attempts = fields.required("max_attempts");
    Integer max = attempts == null ? null : attempts.whole(1, 100);
    Duration backoff = fields.read("backoff", Item::duration);
    Duration first = backoff == null ? Duration.ofSeconds(1) : backoff;
    Duration longest = fields.read("max_backoff", Item::duration);
    boolean isRead = backoff != null || !fields.has("backoff");
    if (isRead && longest != null && longest.compareTo(first) < 0) {
      item.error("expected max_backoff to be at least backoff, found less");
    }
    Duration cap = first.multipliedBy(10);
    return new Retry(max == null ? 1 : max, first, longest == null ? cap : longest);
  }
}
