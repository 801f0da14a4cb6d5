package dev.tako.runner.dependency;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A requirement as PEP 508 writes it: `name[extra] >= 1.2 ; marker`.
final class PythonRequirement {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*\\])?\\s*\\(?\\s*"
              + "([^;#)\\\\]*?)\\s*\\)?\\s*(?:[;#\\\\].*)?");
  private static final Requirements OPERATORS = new Requirements("===|==|~=|>=");

  private PythonRequirement() {}

  /// @param offset of the text in its file
  static Optional<Declaration> of(String text, int offset) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(
            new Declaration(
                List.of(normal(m.group(1))), m.group(2), offset + m.start(2), offset + m.end(2)))
        : Optional.empty();
  }

  /// PEP 503.
  static String normal(String name) {
    return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
  }

  /// `1.*` is no version.
  static Optional<String> versionOf(String requirement) {
    return OPERATORS.versionOf(requirement);
  }
}
