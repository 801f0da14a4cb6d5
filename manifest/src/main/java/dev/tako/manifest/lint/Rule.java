package dev.tako.manifest.lint;

import java.util.Locale;

/// A rule of lint: what a manifest should not do although it may.
public enum Rule {
  RAW_IN_SCRIPT("`| raw` puts a value into a script unescaped, where it can become shell code."),
  UNUSED_INPUT("An input is declared, and nothing reads it."),
  UNUSED_SECRET("A secret is declared, and no step names it."),
  DEFAULT_OF_REQUIRED("An input is required and has a default, which is never used."),
  TEMPLATE_IN_DEFAULT("A default holds `{{`, which stays as it is: a default is no template."),
  EMPTY_PAYLOAD("An event declares an empty payload, so that no subscriber can filter on it."),
  HIDDEN_EVENT(
      "A step may fail and the workflow goes on, so that its declared events may never come."),
  FAN_OUT_WITHOUT_TIMEOUT("A fan-out waits for its reactions, and nothing limits how long."),
  ARTIFACT_WITHOUT_STEP("An artifact is declared, and no step produces it."),
  BRANCH_AS_ARTIFACT("A subscription names what looks like a branch in the place of an artifact."),
  DEPENDENT_TWICE("A repository stands twice among the dependents for the same workflow."),
  SUBSCRIPTION_TWICE(
      "Two subscriptions start the same workflow in the same way for the same event."),
  RANGE_WITHOUT_VERSION("No version lies in a range, so that it never admits an event.");

  private final String description;

  Rule(String description) {
    this.description = description;
  }

  /// The rule's name for people and tools, `raw-in-script`.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What the rule is about, in one sentence.
  public String description() {
    return description;
  }
}
