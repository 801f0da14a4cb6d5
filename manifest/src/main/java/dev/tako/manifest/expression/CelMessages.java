package dev.tako.manifest.expression;

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
    if (text.contains("'<EOF>'")) {
      return "the expression ends where more was expected";
    }
    Matcher unexpected = UNEXPECTED.matcher(text);
    if (unexpected.find()) {
      String found = unexpected.group(1).strip();
      return found.equals("=")
          ? "unexpected '='; a comparison is written '=='"
          : "unexpected '" + found + "'";
    }
    return DETAIL.matcher(text).replaceFirst("").strip();
  }

  private static String readable(@Nullable String message) {
    String text = LOCATION.matcher(String.valueOf(message)).replaceFirst("").strip();
    Matcher overload = OVERLOAD.matcher(text);
    return overload.lookingAt()
        ? "'" + spelled(overload.group(1)) + "' does not take values of these types"
        : text;
  }

  private static String spelled(String function) {
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
