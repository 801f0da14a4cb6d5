package dev.tako.graph.plan;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import java.util.List;

/// Manifests for plans, and how plans and refusals are told in tests.
public final class PlanTexts {
  public static final String LEAF =
      """
      version: "1"
      workflows:
        release:
          steps: [echo leaf]
      """;

  /// A manifest with `release`, dependents, and one step that emits nothing.
  static String releasing(String... dependents) {
    return """
    version: "1"
    dependents:
    %s
    workflows:
      release:
        steps: [echo hello]
    """
        .formatted(
            String.join("\n", List.of(dependents).stream().map(d -> "  - repo: " + d).toList()));
  }

  static List<String> repos(Plan plan) {
    return plan.repositories().stream().map(r -> r.repo().toString()).toList();
  }

  static List<String> places(Plan.Refusal refusal) {
    return refusal.problems().stream()
        .map(p -> p.repo() + " " + p.file() + ":" + p.line() + " " + p.path())
        .toList();
  }

  static List<String> messages(Plan.Refusal refusal) {
    return refusal.problems().stream().map(ManifestProblem::message).toList();
  }

  static List<String> edges(Plan plan) {
    return plan.dependents().stream()
        .map(e -> edge(repos(plan).get(e.from()), repos(plan).get(e.to()), e.index()))
        .toList();
  }

  static String edge(String from, String to, int index) {
    return "%s -> %s (%d)".formatted(from, to, index);
  }

  static String reacting(String artifact, String on, String workflow, String emits) {
    return """
    version: "1"
    subscriptions:
      - { artifact: "%s", events: [%s], workflow: %s }
    workflows:
      %s:
        steps:
          - id: only
            run: echo hello
            produces: { events: [{ type: %s, schema_version: 1.2.0 }] }
    """
        .formatted(artifact, on, workflow, workflow, emits);
  }

  static String ranged(String artifact, String on, String range) {
    return """
    version: "1"
    subscriptions:
      - { artifact: "%s", events: [%s], schema_version: "%s", workflow: update }
    workflows:
      update: { steps: [echo hello] }
    """
        .formatted(artifact, on, range);
  }

  static String requiring(String input) {
    return """
    version: "1"
    workflows:
      release:
        inputs: { %s: { type: string, required: true } }
        steps: [echo hello]
    """
        .formatted(input);
  }

  private PlanTexts() {}
}
