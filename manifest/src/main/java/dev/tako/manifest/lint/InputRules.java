package dev.tako.manifest.lint;

import dev.tako.manifest.Dependent;
import dev.tako.manifest.Input;
import dev.tako.manifest.Workflow;
import java.util.Locale;

/// Rules about the inputs of workflows.
final class InputRules {

  private InputRules() {}

  static void unused(Findings findings) {
    for (Workflow workflow : findings.manifest().workflows().values()) {
      InputsRead read = InputsRead.of(workflow);
      boolean travels = false;
      for (Dependent dependent : findings.manifest().dependents()) {
        if (dependent.carries(workflow.name())) {
          travels |= dependent.inputs() == null;
          read.add(dependent.inputs());
        }
      }
      for (Input input : workflow.inputs().values()) {
        if (!travels && !read.has(input.name())) {
          String variable = "TAKO_INPUT_" + input.name().replace('-', '_').toUpperCase(Locale.ROOT);
          findings.add(
              Rule.UNUSED_INPUT,
              path(workflow, input),
              "nothing reads the input '" + input.name() + "'",
              "leave it out; where a script of the repository reads "
                  + variable
                  + ", hand it over in the `run` or `env` of the step");
        }
      }
    }
  }

  static void defaultOfRequired(Findings findings) {
    for (Workflow workflow : findings.manifest().workflows().values()) {
      for (Input input : workflow.inputs().values()) {
        if (input.required() && input.defaultValue() != null) {
          findings.add(
              Rule.DEFAULT_OF_REQUIRED,
              path(workflow, input) + ".default",
              "input '" + input.name() + "' is required and has a default, which is never used",
              "leave out one of them");
        }
      }
    }
  }

  static void templateInDefault(Findings findings) {
    for (Workflow workflow : findings.manifest().workflows().values()) {
      for (Input input : workflow.inputs().values()) {
        if (input.defaultValue() instanceof String text && text.contains("{{")) {
          findings.add(
              Rule.TEMPLATE_IN_DEFAULT,
              path(workflow, input) + ".default",
              "the default of input '"
                  + input.name()
                  + "' holds '{{', which stays as it is: a default is no template",
              "leave it out, and give what is meant where the input is read, as in {{ .inputs."
                  + input.name()
                  + " | default .repo.branch }}");
        }
      }
    }
  }

  private static String path(Workflow workflow, Input input) {
    return "workflows." + workflow.name() + ".inputs." + input.name();
  }
}
