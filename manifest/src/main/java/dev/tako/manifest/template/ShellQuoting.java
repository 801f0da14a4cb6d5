package dev.tako.manifest.template;

/// How a value is written in each quoting context of a POSIX shell so that the shell reads exactly
/// that value.
final class ShellQuoting {

  /// Expands to nothing, whatever is set, `set -u` included; keeps a line from being a delimiter or
  /// from losing tabs.
  private static final String NOTHING = "${x+}";

  private ShellQuoting() {}

  /// Outside of quotes.
  static String bare(String value) {
    return "'" + inSingleQuotes(value) + "'";
  }

  static String inSingleQuotes(String value) {
    return value.replace("'", "'\\''");
  }

  static String inDoubleQuotes(String value) {
    return backslashed(value, "\\\"$`");
  }

  /// In a here-document whose delimiter is not quoted.
  static String inHereDocument(String value) {
    return NOTHING + backslashed(value, "\\$`").replace("\n", "\n" + NOTHING);
  }

  /// Behind a `#`.
  static String inComment(String value) {
    return value.replace('\n', ' ');
  }

  /// In `$((…))` and in the index of an array, where a shell evaluates names too: only whole
  /// numbers.
  static String inArithmetic(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      throw new UnsafePlaceException(
          "expected a whole number in arithmetic, found '" + value + "'");
    }
    return value.startsWith("-") ? "(" + value + ")" : value;
  }

  private static String backslashed(String value, String special) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
