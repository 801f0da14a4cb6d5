package dev.tako.manifest;

import dev.tako.manifest.expression.LinearPattern;
import dev.tako.manifest.expression.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Making the inputs of a workflow from what was given: defaults filled in, types and rules
/// enforced.
public final class InputValues {

  /// @param values what the workflow runs with; complete only without problems
  /// @param problems each names the input, the rule and the value
  public record Resolved(Map<String, Object> values, List<String> problems) {

    public Resolved {
      values = Values.copy(values);
      problems = List.copyOf(problems);
    }
  }

  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,3})?");

  private InputValues() {}

  /// @param given JSON-like values by input name; numbers and booleans may come as the text a
  ///   command line gives
  public static Resolved resolve(Workflow workflow, Map<String, Object> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Input input : workflow.inputs().values()) {
      Object value = given.get(input.name());
      if (value != null) {
        problem(input, value).ifPresent(problems::add);
        Object typed = typed(input.type(), value);
        values.put(input.name(), typed == null ? value : typed);
      } else if (input.defaultValue() != null) {
        values.put(input.name(), input.defaultValue());
      } else if (input.required()) {
        problems.add("input '" + input.name() + "' is required, and no value was given");
      }
    }
    for (String name : given.keySet()) {
      if (!workflow.inputs().containsKey(name)) {
        String hint = Nearest.hint(name, workflow.inputs().keySet());
        problems.add(
            "no input is called '" + name + "'; " + (hint == null ? "there are none" : hint));
      }
    }
    return new Resolved(values, problems);
  }

  /// What is wrong with a value for this input.
  static Optional<String> problem(Input input, @Nullable Object value) {
    Object typed = typed(input.type(), value);
    String reason =
        typed == null
            ? "must be " + expected(input.type(), value)
            : brokenRule(input.validation(), typed);
    return reason == null
        ? Optional.empty()
        : Optional.of("input '" + input.name() + "' " + reason + ", found " + shown(value));
  }

  /// What a value of another type should have been.
  static String expected(InputType type, @Nullable Object value) {
    boolean tooLarge = type == InputType.NUMBER && Scalar.isTooLarge(value);
    return "a " + type.word() + (tooLarge ? " of at most 64 bits" : "");
  }

  /// The value in the type, or null when it is of another: String, Long or Double, Boolean.
  static @Nullable Object typed(InputType type, @Nullable Object value) {
    Object normal = value instanceof Number ? Values.normalise(value) : value;
    return switch (type) {
      case STRING ->
          normal instanceof String || normal instanceof Number || normal instanceof Boolean
              ? Values.text(normal)
              : null;
      case NUMBER ->
          switch (normal) {
            case Long l -> l;
            case Double d -> Double.isFinite(d) ? d : null;
            case String s -> number(s.strip());
            case null, default -> null;
          };
      case BOOLEAN ->
          switch (normal) {
            case Boolean b -> b;
            case String s when s.equals("true") || s.equals("false") -> Boolean.valueOf(s);
            case null, default -> null;
          };
    };
  }

  private static @Nullable Object number(String text) {
    Long whole = text.startsWith("+") ? null : Scalar.whole(text);
    if (whole != null || Scalar.isTooLarge(text)) {
      return whole;
    }
    return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : null;
  }

  private static @Nullable String brokenRule(Validation rules, Object value) {
    if (!rules.allowed().isEmpty() && rules.allowed().stream().noneMatch(a -> same(a, value))) {
      return "must be one of "
          + String.join(", ", rules.allowed().stream().map(Values::text).toList());
    }
    if (value instanceof Number number) {
      Double min = rules.min();
      Double max = rules.max();
      if (min != null && number.doubleValue() < min) {
        return "must be at least " + Values.text(min);
      }
      if (max != null && number.doubleValue() > max) {
        return "must be at most " + Values.text(max);
      }
    }
    String pattern = rules.pattern();
    return pattern != null && value instanceof String s && !LinearPattern.of(pattern).isFoundIn(s)
        ? "must match " + pattern
        : null;
  }

  private static boolean same(Object a, Object b) {
    return (a instanceof Number x && b instanceof Number y)
        ? x.doubleValue() == y.doubleValue()
        : a.equals(b);
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String s ? "'" + s + "'" : Values.text(value);
  }
}
