package dev.tako.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Forms that people write from memory of other tools or of older manifests, with the right one.
final class WrongForms {

  private static final Map<String, String> ANYWHERE =
      Map.ofEntries(
          Map.entry("filter", "write `filters:` with a list of CEL expressions"),
          Map.entry("event", "write `events:` with a list of event types"),
          Map.entry("script", "write the command under `run:`"),
          Map.entry("command", "write the command under `run:`"),
          Map.entry("cmd", "write the command under `run:`"),
          Map.entry("shell", "`run:` is a shell script already"),
          Map.entry("needs", "steps run in the order in which they stand"),
          Map.entry("depends_on", "steps run in the order in which they stand"),
          Map.entry("jobs", "write `workflows:`"),
          Map.entry("triggers", "write `on:` in the workflow"),
          Map.entry("trigger", "write `on:` in the workflow"),
          Map.entry(
              "dependencies", "edges point forward: write `dependents:` in the other repository"),
          Map.entry("environment", "write `env:`"),
          Map.entry("variables", "write `env:`"),
          Map.entry("outputs", "outputs stand under `produces.outputs`"),
          Map.entry("enum", "rules for values stand under `validation:`"),
          Map.entry("min", "rules for values stand under `validation:`"),
          Map.entry("max", "rules for values stand under `validation:`"),
          Map.entry("pattern", "rules for values stand under `validation:`"),
          Map.entry("options", "write `validation: { enum: [ … ] }`"),
          Map.entry("choices", "write `validation: { enum: [ … ] }`"),
          Map.entry("regex", "write `pattern:` under `validation:`"),
          Map.entry("optional", "an input is optional unless it has `required: true`"),
          Map.entry("attempts", "write `max_attempts:`"),
          Map.entry("event_type", "write it under `with:` of a tako/fan-out@v1 step"),
          Map.entry("allow_failure", "write `continue_on_error: true`"),
          Map.entry("when", "write the condition under `if:`"));

  /// Keys that stand in one place only, for those who write them in another.
  private static final Map<String, String> PLACES =
      places(
          Map.of(
              "at the top level of the file",
              List.of("metadata", "artifacts", "dependents", "workflows"),
              "in a workflow, under `workflows.<name>`",
              List.of("on", "steps", "secrets", "image", "detect_events"),
              "in a step",
              List.of("if", "run", "uses", "retry", "produces", "on_failure", "continue_on_error"),
              "in a subscription",
              List.of("filters"),
              "under `with:` of a tako/fan-out@v1 step",
              List.of("concurrency_limit", "wait_for_children", "on_child_failure"),
              "under `retry:` of a step",
              List.of("max_attempts", "backoff", "max_backoff"),
              "under `on: { push: … }` of a workflow",
              List.of("branches", "tags", "paths"),
              "in an input, under `inputs.<name>`",
              List.of("validation", "required", "default")));

  private static final String SUBSCRIPTIONS =
      "write `subscriptions:` at the top level of the file, as a list";

  private static final Set<String> OF_A_WORKFLOW =
      Set.of("on", "inputs", "steps", "env", "secrets");
  private static final Pattern REPOSITORY =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*/[A-Za-z0-9_.-]+)(:.+)?");
  private static final Pattern FILE = Pattern.compile("\\S+\\.ya?ml");

  private WrongForms() {}

  /// For a subscription that names a repository, or a branch of one, in the place of an artifact.
  static @Nullable String artifactHint(String text) {
    Matcher repository = REPOSITORY.matcher(text);
    if (!repository.matches()) {
      return null;
    }
    String artifact =
        "write '" + repository.group(1) + ":default' for the one every repository has";
    return repository.group(2) == null
        ? artifact
        : "after ':' stands an artifact, not a branch; " + artifact;
  }

  /// For a file that holds nothing but the name of another.
  static String rootHint(Item root) {
    return root.isText() && FILE.matcher(root.found().replace("'", "")).matches()
        ? "a symbolic link is not followed; put the manifest itself here"
        : YamlReader.FIRST_LINES;
  }

  static @Nullable String hint(String path, String name) {
    if (path.isEmpty() && name.equals("events")) {
      return SUBSCRIPTIONS + "; a step's events stand under `produces.events`";
    }
    if (OF_A_WORKFLOW.contains(name) && (path.isEmpty() || path.endsWith("]"))) {
      return "`" + name + "` stands in a workflow, under `workflows.<name>`";
    }
    if (path.endsWith(".with")) {
      return name.equals("event") ? "write `event_type:`" : null;
    }
    if (name.equals("script") && path.matches("workflows\\.[^.\\[]+")) {
      return "write the commands as a list under `steps:`";
    }
    if (name.equals("subscriptions")) {
      return SUBSCRIPTIONS;
    }
    if (path.endsWith("]") && name.equals("events") && path.contains(".steps[")) {
      return "a step's events stand under `produces.events`";
    }
    return ANYWHERE.get(name);
  }

  /// For a key that the language has, but not here.
  static @Nullable String elsewhere(String name) {
    String place = PLACES.get(name);
    return place == null ? null : "`" + name + "` stands " + place;
  }

  private static Map<String, String> places(Map<String, List<String>> keysByPlace) {
    Map<String, String> places = new HashMap<>();
    keysByPlace.forEach((place, keys) -> keys.forEach(key -> places.put(key, place)));
    return Map.copyOf(places);
  }
}
