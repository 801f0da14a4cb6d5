package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
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

  private static final List<String> RUN_ONLY = List.of("retry", "env", "working_directory");
  static final List<String> KEYS =
      Stream.of(
              List.of("id", "name", "if", "run", "uses", "with", "timeout", "continue_on_error"),
              RUN_ONLY,
              List.of("produces", "on_failure"),
              NotYet.OF_A_STEP)
          .flatMap(List::stream)
          .toList();

  static final List<String> RETRY = List.of("max_attempts", "backoff", "max_backoff");
  static final List<String> FAILURE = List.of("name", "run");

  private final Map<String, Input> inputs;
  private final Types ofInputs;
  private final Collection<String> artifacts;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Position> ids = new LinkedHashMap<>();

  StepParser(Map<String, Input> inputs, Collection<String> artifacts) {
    this.inputs = inputs;
    this.ofInputs = DeclaredTypes.ofInputs(inputs.values());
    this.artifacts = artifacts;
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
    NotYet.read(fields);
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
    return new RunStep(
        id, null, null, null, false, null, List.of(), at, script, Map.of(), null, null);
  }

  private Step step(String id, Item item, Fields fields, Names names) {
    String name = fields.text("name");
    Expression condition = fields.read("if", i -> Texts.condition(i, names));
    Duration timeout = fields.read("timeout", Item::duration);
    boolean continueOnError = fields.flag("continue_on_error", false);
    List<String> onFailure = onFailure(fields, names);
    Item uses = fields.get("uses");
    Produces produces =
        fields.read("produces", i -> ProducesParser.read(i, uses == null, artifacts, names));
    if (uses != null) {
      if (fields.has("run")) {
        uses.error("expected either `run` or `uses`, found both");
      }
      for (String key : RUN_ONLY) {
        fields.read(key, i -> refuse(i, "'" + key + "' is for `run` steps only"));
      }
      Parts parts =
          new Parts(id, name, condition, produces, continueOnError, timeout, onFailure, item.at());
      return new BuiltInParser(artifacts, names).read(uses, fields, parts);
    }
    fields.read("with", i -> refuse(i, "'with' is for `uses` steps only"));
    Item run = fields.get("run");
    if (run == null && !fields.hasUnknown()) {
      item.error("expected `run` or `uses` in a step, found neither");
    }
    String script = run == null ? null : Texts.script(run, names);
    return new RunStep(
        id,
        name,
        condition,
        produces,
        continueOnError,
        timeout,
        onFailure,
        item.at(),
        script == null ? "" : script,
        WorkflowParser.environment(fields, names),
        fields.read("retry", StepParser::retry),
        fields.read("working_directory", i -> workingDirectory(i, names)));
  }

  /// What every kind of step has.
  record Parts(
      String id,
      @Nullable String name,
      @Nullable Expression condition,
      @Nullable Produces produces,
      boolean continueOnError,
      @Nullable Duration timeout,
      List<String> onFailure,
      Position at) {}

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
    if (longest != null && longest.compareTo(first) < 0) {
      item.error("expected max_backoff to be at least backoff, found less");
    }
    Duration cap = first.multipliedBy(10);
    return new Retry(max == null ? 1 : max, first, longest == null ? cap : longest);
  }
}
