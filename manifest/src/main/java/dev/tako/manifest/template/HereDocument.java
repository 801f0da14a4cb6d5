package dev.tako.manifest.template;

/// A here-document, and the line of it that is being read.
final class HereDocument {

  private final String delimiter;
  private final boolean quoted;
  private final boolean stripsTabs;
  private final StringBuilder line = new StringBuilder();
  private boolean valueInLine;

  HereDocument(String delimiter, boolean quoted, boolean stripsTabs) {
    this.delimiter = delimiter;
    this.quoted = quoted;
    this.stripsTabs = stripsTabs;
  }

  boolean isQuoted() {
    return quoted;
  }

  void read(char c) {
    line.append(c);
  }

  /// Ends the line; whether it was the delimiter.
  boolean endLine() {
    boolean ends = isDelimiter();
    if (ends && valueInLine) {
      throw swallowed();
    }
    line.setLength(0);
    valueInLine = false;
    return ends;
  }

  /// The last line of a script needs no newline to end its here-document.
  void endScript() {
    if (valueInLine && isDelimiter()) {
      throw swallowed();
    }
  }

  /// Puts a value into a quoted here-document, where nothing can be escaped.
  String put(String value) {
    valueInLine = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        endLine();
        valueInLine = true;
      } else if (c == '\t' && stripsTabs && line.isEmpty()) {
        throw new UnsafePlaceException(
            "a line of the value begins with a tab, which `<<-` would take away");
      } else {
        line.append(c);
      }
    }
    return value;
  }

  private boolean isDelimiter() {
    String text = line.toString();
    return (stripsTabs ? text.replaceFirst("^\t+", "") : text).equals(delimiter);
  }

  private UnsafePlaceException swallowed() {
    return new UnsafePlaceException(
        "a line with the value would be '" + delimiter + "' and end the here-document");
  }
}
