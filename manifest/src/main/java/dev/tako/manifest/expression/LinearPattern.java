package dev.tako.manifest.expression;

import java.util.Map;

/// A regular expression (RE2) that is matched in time linear in the text, whatever the pattern;
/// CEL's `matches`.
public final class LinearPattern {

  private static final Expression MATCHES =
      Expression.compile("inputs.text.matches(inputs.pattern)");

  private final String pattern;

  private LinearPattern(String pattern) {
    this.pattern = pattern;
  }

  /// @throws IllegalArgumentException when it is no RE2 expression
  public static LinearPattern of(String pattern) {
    LinearPattern compiled = new LinearPattern(pattern);
    try {
      compiled.isFoundIn("");
    } catch (ExpressionException e) {
      String reason = e.getMessage().replaceFirst(": inputs\\.text = .*", "");
      throw new IllegalArgumentException(
          "expected a regular expression (RE2), found '" + pattern + "': " + reason, e);
    }
    return compiled;
  }

  public boolean isFoundIn(String text) {
    return MATCHES.test(Scope.of(Map.of("inputs", Map.of("text", text, "pattern", pattern))));
  }

  @Override
  public String toString() {
    return pattern;
  }
}
