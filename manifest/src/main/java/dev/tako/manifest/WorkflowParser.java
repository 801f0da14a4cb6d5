package dev.tako.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `workflows`.
final class WorkflowParser {

  static final List<String> KEYS =
      List.of(
          "on",
          "inputs",
          "image",
          "env",
          "secrets",
          "resources",
          "timeout",
          "detect_events",
          "steps");

  private WorkflowParser() {}

  static Map<String, Workflow> workflows(Fields manifest, Collection<String> artifacts) {
    Map<String, Workflow> workflows = new LinkedHashMap<>();
    manifest
        .map("workflows")
        .forEach((name, item) -> workflows.put(name, workflow(name, item, artifacts)));
    return workflows;
  }

  private static Workflow workflow(String name, Item item, Collection<String> artifacts) {
    Words.checkName(item, "a workflow", name);
    Fields fields = item.fields("a map with steps", KEYS);
    On on = fields.read("on", OnParser::read);
    Map<String, Input> inputs = InputParser.inputs(fields);
    Names names = Names.in(inputs, DeclaredTypes.ofInputs(inputs.values()), List.of());
    Map<String, String> env = environment(fields, names);
    List<String> secrets = secrets(fields);
    fields.read("env", i -> refuseSecrets(i, env, secrets));
    fields.notSupportedYet(List.of("image"));
    return new Workflow(
        name,
        on == null ? On.EXEC_ONLY : on,
        inputs,
        env,
        secrets,
        fields.read("image", i -> i.text("the name of an image")),
        IsolationParser.resources(fields),
        fields.read("timeout", Item::duration),
        fields.flag("detect_events", true),
        steps(fields, new StepParser(inputs, artifacts, secrets)),
        item.nameAt());
  }

  private static List<String> secrets(Fields fields) {
    List<String> secrets = new ArrayList<>();
    for (Item item : fields.list("secrets")) {
      String name = item.text("the name of a secret");
      if (name != null) {
        Words.checkVariable(item, name);
        if (secrets.contains(name)) {
          item.error("'" + name + "' stands twice");
        }
        secrets.add(name);
      }
    }
    return secrets;
  }

  /// Only a step that names a secret gets it.
  private static @Nullable Object refuseSecrets(
      Item item, Map<String, String> env, List<String> secrets) {
    Variables.of(env, secrets)
        .secrets()
        .forEach((variable, secret) ->
            item.error(
                "'" + variable + "' names the secret '" + secret + "', which only a step can have",
                "name it in the `env` of each step that needs it"));
    return null;
  }

  private static List<Step> steps(Fields fields, StepParser parser) {
    Item list = fields.required("steps");
    if (list == null) {
      return List.of();
    }
    List<Item> items = list.items("a list of steps");
    if (items.isEmpty() && list.isList()) {
      list.error("expected at least one step, found none");
    }
    items.forEach(parser::read);
    return parser.steps();
  }

  /// A map, or a list of `NAME=value`.
  static Map<String, String> environment(Fields fields, Names names) {
    Item item = fields.get("env");
    if (item == null) {
      return Map.of();
    }
    if (!item.isList()) {
      return Texts.environment(item.entries("a map, or a list of NAME=value"), names);
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (Item each : item.items("a list")) {
      String text = each.text("NAME=value");
      int equals = text == null ? -1 : text.indexOf('=');
      if (text != null && equals < 1) {
        each.error("expected NAME=value, found " + each.found());
      } else if (text != null) {
        String name = text.substring(0, equals);
        Words.checkVariable(each, name);
        Texts.template(each, names);
        if (environment.put(name, text.substring(equals + 1)) != null) {
          each.error("'" + name + "' stands twice");
        }
      }
    }
    return environment;
  }
}
