package dev.tako.manifest.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What CEL says, in words for someone who wrote a manifest.
final class CelMessages {

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)' \\(in container '[^']*'\\)");
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "^(?:token recognition error at: |no viable alternative at input |extraneous input |mismatched input )'(.*?)'(?: expecting .*)?$",
          Pattern.DOTALL);
  private static final Pattern LOCATION =
      Pattern.compile("^evaluation error(?: at [^:]*:\\d+)?:\\s*");

  private static final Pattern DETAIL =
      Pattern.compile(" (?:expecting [{'].*|\\(candidates: .*)$", Pattern.DOTALL);

  private static final Pattern OVERLOAD =
      Pattern.compile("No matching overload for function '([^']*)'");

  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'");

  private static final Pattern NO_FIELDS =
      Pattern.compile("type '([^']*)' does not support field selection");

  private static final Map<String, String> TYPES =
      Map.of("int", "number", "uint", "number", "double", "number", "bool", "boolean");

  /// What CEL writes in another way than the languages people come from.
  private static final Map<String, String> OTHER_LANGUAGES =
      Map.of(
          "=", "a comparison is written '=='",
          "and", "it is written '&&'",
          "or", "it is written '||'",
          "not", "it is written '!'",
          "=~", "write text.matches('pattern')");

  private static final String HAS = "invalid argument to has() macro";

  private CelMessages() {}

  /// What the compiler said about `source`.
  static String readable(@Nullable String message, String source) {
    String text = String.valueOf(message);
    Matcher undeclared = UNDECLARED.matcher(text);
    if (undeclared.find()) {
      String name = undeclared.group(1);
      return source.contains(name + "(")
          ? "unknown function '" + name + "'"
          : "unknown name '" + name + "'; known are " + String.join(", ", Scope.ROOTS);
    }
    if (text.contains(HAS)) {
      return "has() expects a field, as in has(event.payload.version)";
    }
    if (text.contains("'<EOF>'")) {
      return "the expression ends where more was expected";
    }
    Matcher unexpected = UNEXPECTED.matcher(text);
    if (unexpected.find()) {
      String found = unexpected.group(1).strip();
      String right = OTHER_LANGUAGES.get(found);
      return "unexpected '" + found + "'" + (right == null ? "" : "; " + right);
    }
    Matcher overload = NO_OVERLOAD.matcher(text);
    if (overload.find()) {
      return unfit(spelled(overload.group(1)), overload.group(2));
    }
    Matcher noFields = NO_FIELDS.matcher(text);
    if (noFields.find()) {
      return "a " + type(noFields.group(1)) + " has no fields";
    }
    return DETAIL.matcher(text).replaceFirst("").strip();
  }

  /// @param applied `(string, int)`, or `string.(int)` for a method
  private static String unfit(String function, String applied) {
    int dot = applied.indexOf(".(");
    String arguments = types(applied.substring(dot < 0 ? 0 : dot + 1));
    if (dot < 0 || applied.startsWith("dyn")) {
      return "'%s' does not take %s".formatted(function, arguments);
    }
    String target = "a " + type(applied.substring(0, dot));
    return arguments.equals("no arguments")
        ? "%s has no '%s()'".formatted(target, function)
        : "'%s' of %s does not take %s".formatted(function, target, arguments);
  }

  private static String types(String arguments) {
    List<String> types =
        Arrays.stream(arguments.substring(1, arguments.length() - 1).split(","))
            .map(String::strip)
            .filter(type -> !type.isEmpty())
            .map(type -> "a " + type(type))
            .toList();
    return types.size() > 1
        ? String.join(", ", types.subList(0, types.size() - 1)) + " and " + types.getLast()
        : types.isEmpty() ? "no arguments" : types.getFirst();
  }

  private static String type(String cel) {
    String plain = cel.replaceFirst("[(<].*", "");
    return TYPES.getOrDefault(plain, plain.equals("dyn") ? "value of any type" : plain);
  }

  private static String readable(@Nullable String message) {
    String text = LOCATION.matcher(String.valueOf(message)).replaceFirst("").strip();
    if (text.startsWith("Iteration budget exceeded")) {
      return "its macros (all, exists, map, filter) go through more than %d items; ask for less"
          .formatted(CelEnvironment.MOST_ITERATIONS);
    }
    if (text.startsWith("Unexpected iter_range type")) {
      return "a macro (all, exists, map, filter) expects a list or a map";
    }
    if (text.equals("/ by zero") || text.equals("% by zero")) {
      return "division by zero";
    }
    Matcher overload = OVERLOAD.matcher(text);
    return overload.lookingAt()
        ? "'" + spelled(overload.group(1)) + "' does not take values of these types"
        : text;
  }

  private static String spelled(String function) {
    if (function.equals("_?_:_")) {
      return "? :";
    }
    return function.startsWith("_") || function.startsWith("!") || function.startsWith("-")
        ? function.replace("_", "")
        : function.replaceFirst("^semver_", "semver.").replaceFirst("^string_", "");
  }

  static String readable(Throwable problem) {
    Throwable root = problem;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return readable(root.getMessage() == null ? problem.getMessage() : root.getMessage());
  }
}
