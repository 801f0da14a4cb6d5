package dev.tako.manifest.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What CEL says, in words for someone who wrote a manifest.
final class CelMessages {

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)' \\(in container '[^']*'\\)");
  private static final Pattern LOCATION =
      Pattern.compile("^evaluation error(?: at [^:]*:\\d+)?:\\s*");

  private CelMessages() {}

  static String readable(@Nullable String message) {
    String text = String.valueOf(message);
    Matcher undeclared = UNDECLARED.matcher(text);
    if (undeclared.find()) {
      return "unknown name '"
          + undeclared.group(1)
          + "'; known are "
          + String.join(", ", Scope.ROOTS);
    }
    return LOCATION.matcher(text).replaceFirst("").strip();
  }

  static String readable(Throwable problem) {
    Throwable root = problem;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return readable(root.getMessage() == null ? problem.getMessage() : root.getMessage());
  }
}
