package dev.tako.manifest.lint;

import dev.tako.manifest.Manifest;
import dev.tako.manifest.Places;
import dev.tako.manifest.Position;
import dev.tako.manifest.Problem;
import dev.tako.manifest.Severity;
import dev.tako.manifest.Step;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The manifest under the rules, and what they have found in it.
final class Findings {

  /// A step with the path of the manifest at which it stands.
  record PlacedStep(Workflow workflow, Step step, String path) {}

  private static final Comparator<Finding> IN_ORDER_OF_THE_FILE =
      Comparator.comparingInt((Finding f) -> f.problem().line())
          .thenComparingInt(f -> f.problem().column())
          .thenComparing(Finding::rule);

  private final String file;
  private final Manifest manifest;
  private final Places places;
  private final List<Finding> found = new ArrayList<>();

  Findings(String file, Manifest manifest, Places places) {
    this.file = file;
    this.manifest = manifest;
    this.places = places;
  }

  Manifest manifest() {
    return manifest;
  }

  Places places() {
    return places;
  }

  List<PlacedStep> steps() {
    List<PlacedStep> steps = new ArrayList<>();
    for (Workflow workflow : manifest.workflows().values()) {
      for (Step step : workflow.steps()) {
        int index = workflow.steps().indexOf(step);
        steps.add(
            new PlacedStep(
                workflow, step, "workflows." + workflow.name() + ".steps[" + index + "]"));
      }
    }
    return steps;
  }

  void add(Rule rule, String path, String message, String hint) {
    Position at = places.of(path, Position.START);
    Problem problem =
        new Problem(Severity.WARNING, file, at.line(), at.column(), path, message, hint);
    found.add(new Finding(rule, problem));
  }

  List<Finding> inOrderOfTheFile() {
    return found.stream().sorted(IN_ORDER_OF_THE_FILE).toList();
  }
}
