package dev.tako.manifest;

import dev.tako.manifest.expression.Types;
import dev.tako.manifest.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an expression or a template at some place of a manifest may refer to.
///
/// @param roots the roots that have a value there
/// @param inputs the declared inputs; null where they are not known
/// @param steps the ids of the steps before; null where they are not known
/// @param types of what is declared
/// @param secretVariables variables that hold secrets, which nothing may name
record Names(
    List<String> roots,
    @Nullable Collection<String> inputs,
    @Nullable Collection<String> steps,
    Types types,
    Collection<String> secretVariables) {

  private Names(
      List<String> roots,
      @Nullable Collection<String> inputs,
      @Nullable Collection<String> steps,
      Types types) {
    this(roots, inputs, steps, types, List.of());
  }

  /// What is known when an event has arrived.
  static final Names OF_AN_EVENT =
      new Names(List.of("event", "run", "repo"), null, null, DeclaredTypes.OF_AN_EVENT);

  /// What is known when a workflow has ended and its dependents follow.
  static final Names OF_A_WORKFLOW_S_END =
      new Names(
          List.of("inputs", "steps", "event", "env", "run", "repo"),
          null,
          null,
          DeclaredTypes.OF_AN_EVENT);

  static Names in(Map<String, Input> inputs, Types ofInputs, Collection<String> stepsBefore) {
    return new Names(
        List.of("inputs", "steps", "event", "env", "run", "repo"),
        List.copyOf(inputs.keySet()),
        List.copyOf(stepsBefore),
        ofInputs.and(DeclaredTypes.OF_AN_EVENT));
  }

  /// The same names, and `outputs`, those of the step itself.
  Names withOutputs() {
    List<String> more = new ArrayList<>(roots);
    more.add("outputs");
    return new Names(List.copyOf(more), inputs, steps, types, secretVariables);
  }

  /// The same names, without the variables that hold secrets.
  Names without(Collection<String> variables) {
    return new Names(roots, inputs, steps, types, List.copyOf(variables));
  }

  void check(Item item, List<Template.Reference> references) {
    for (Template.Reference reference : references) {
      List<String> path = reference.path();
      Position at = item.within(reference.column());
      String root = path.getFirst();
      if (!roots.contains(root)) {
        item.problems()
            .error(
                at,
                item.path(),
                "'" + root + "' has no value here",
                "there are " + String.join(", ", roots));
      } else if (path.size() > 1 && root.equals("env") && secretVariables.contains(path.get(1))) {
        item.problems()
            .error(
                at,
                item.path(),
                "'" + path.get(1) + "' holds a secret, and secrets cannot be named in a template",
                "the command has it as the variable $" + path.get(1));
      } else if (path.size() > 1 && root.equals("inputs")) {
        check(item, at, "input", path.get(1), inputs);
      } else if (path.size() > 1 && root.equals("steps")) {
        check(item, at, "step before this one", path.get(1), steps);
      } else if (path.size() > 1) {
        checkField(item, at, root, path.get(1));
      }
    }
  }

  private static void checkField(Item item, Position at, String root, String name) {
    List<String> known = DeclaredTypes.fieldsOf(root);
    if (!known.isEmpty() && !known.contains(name)) {
      item.problems()
          .error(at, item.path(), "no '" + name + "' in " + root, Nearest.hint(name, known));
    }
  }

  private static void check(
      Item item, Position at, String what, String name, @Nullable Collection<String> known) {
    if (known != null && known.stream().noneMatch(k -> sameName(k, name))) {
      item.problems()
          .error(
              at,
              item.path(),
              "no " + what + " is called '" + name + "'",
              Nearest.hint(name, known));
    }
  }

  /// A hyphen may be written as an underscore.
  private static boolean sameName(String a, String b) {
    return a.replace('-', '_').equals(b.replace('-', '_'));
  }
}
