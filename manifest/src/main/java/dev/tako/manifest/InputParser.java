package dev.tako.manifest;

import dev.tako.manifest.expression.LinearPattern;
import dev.tako.manifest.expression.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the `inputs` of a workflow.
final class InputParser {

  static final List<String> KEYS =
      List.of("type", "description", "required", "default", "validation");
  static final List<String> RULES = List.of("enum", "min", "max", "pattern");

  private InputParser() {}

  static Map<String, Input> inputs(Fields workflow) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, String> variables = new LinkedHashMap<>();
    workflow
        .map("inputs")
        .forEach((name, item) -> {
          Words.checkIdentifier(item.name(), "the name of an input", name);
          String variable = "TAKO_INPUT_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
          String other = variables.putIfAbsent(variable, name);
          if (other != null) {
            item.nameError(
                "inputs '" + other + "' and '" + name + "' would both be " + variable, null);
          }
          inputs.put(name, input(name, item));
        });
    return inputs;
  }

  private static Input input(String name, Item item) {
    Fields fields = item.fields("a map with type, default, …", KEYS);
    InputType type = fields.read("type", i -> i.word(InputType.class));
    InputType known = type == null ? InputType.STRING : type;
    Validation validation = fields.read("validation", i -> validation(i, known));
    boolean required = fields.flag("required", false);
    Input input =
        new Input(
            name,
            known,
            fields.text("description"),
            required,
            null,
            validation == null ? Validation.NONE : validation);
    Object defaultValue = fields.read("default", i -> defaultValue(i, input));
    return new Input(name, known, input.description(), required, defaultValue, input.validation());
  }

  private static @Nullable Object defaultValue(Item item, Input input) {
    Object value = value(item, input.type());
    if (value != null) {
      InputValues.problem(input, value)
          .ifPresent(problem -> item.error(problem.replaceFirst("^input ", "default of input ")));
    }
    return value;
  }

  /// A value of exactly this type; `"5"` is no number in a file.
  private static @Nullable Object value(Item item, InputType type) {
    Object value = item.value();
    Object typed = InputValues.typed(type, value);
    boolean quoted = type != InputType.STRING && value instanceof String;
    if (typed == null || quoted) {
      String text = quoted && !Scalar.isTooLarge(value) ? "the text " : "";
      item.error(
          "expected " + InputValues.expected(type, value) + ", found " + text + item.found());
      return null;
    }
    return type == InputType.STRING ? item.anyText("a text") : typed;
  }

  private static Validation validation(Item item, InputType type) {
    Fields rules = item.fields("a map with enum, min, max or pattern", RULES);
    List<Object> allowed = new ArrayList<>();
    for (Item each : rules.list("enum")) {
      Object value = value(each, type);
      if (value != null) {
        allowed.add(value);
      }
    }
    Item noValues = rules.get("enum");
    if (noValues != null && noValues.isList() && rules.list("enum").isEmpty()) {
      noValues.error("expected at least one value that is allowed, found none");
    }
    Double min =
        onlyFor(InputType.NUMBER, type, rules.get("min")) ? rules.read("min", Item::number) : null;
    Double max =
        onlyFor(InputType.NUMBER, type, rules.get("max")) ? rules.read("max", Item::number) : null;
    if (min != null && max != null && min > max) {
      item.error(
          "expected min to be at most max, found min "
              + Values.text(min)
              + " and max "
              + Values.text(max));
    }
    LinearPattern pattern =
        onlyFor(InputType.STRING, type, rules.get("pattern"))
            ? rules.read("pattern", i -> i.parsed("a regular expression", LinearPattern::of))
            : null;
    return new Validation(allowed, min, max, pattern == null ? null : pattern.toString());
  }

  private static boolean onlyFor(InputType wanted, InputType type, @Nullable Item rule) {
    if (rule != null && wanted != type) {
      rule.error("this rule is for a " + wanted.word() + ", and the input is a " + type.word());
    }
    return wanted == type;
  }
}
