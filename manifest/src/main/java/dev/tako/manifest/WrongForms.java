package dev.tako.manifest;

import java.util.Map;
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
          Map.entry("allow_failure", "write `continue_on_error: true`"),
          Map.entry("when", "write the condition under `if:`"));

  private static final String SUBSCRIPTIONS =
      "write `subscriptions:` at the top level of the file, as a list";

  private WrongForms() {}

  static @Nullable String hint(String path, String name) {
    if (path.isEmpty() && name.equals("events")) {
      return SUBSCRIPTIONS + "; a step's events stand under `produces.events`";
    }
    if (name.equals("subscriptions")) {
      return SUBSCRIPTIONS;
    }
    if (path.endsWith("]") && name.equals("events") && path.contains(".steps[")) {
      return "a step's events stand under `produces.events`";
    }
    return ANYWHERE.get(name);
  }
}
