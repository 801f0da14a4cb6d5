package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// Something wrong with a manifest, and where.
///
/// @param line counts from 1
/// @param column counts from 1, in characters
/// @param path `workflows.release.steps[2].uses`; empty for the whole file
/// @param hint what to do about it
public record Problem(
    Severity severity,
    String file,
    int line,
    int column,
    String path,
    String message,
    @Nullable String hint) {

  /// The problem as a compiler would print it; with the source text, the line and a caret are shown
  /// too.
  public String render(@Nullable String source) {
    StringBuilder out = new StringBuilder();
    out.append(file).append(':').append(line).append(':').append(column).append(": ");
    out.append(severity == Severity.ERROR ? "error: " : "warning: ").append(message).append('\n');
    if (!path.isEmpty()) {
      out.append("  at ").append(path).append('\n');
    }
    String text = source == null ? null : lineOf(source);
    if (text != null) {
      Excerpt excerpt = Excerpt.of(text, column);
      String number = Integer.toString(line);
      out.append("  ").append(number).append(" | ").append(excerpt.text()).append('\n');
      out.append("  ").repeat(' ', number.length()).append(" | ");
      out.repeat(' ', excerpt.indent()).append("^\n");
    }
    if (hint != null) {
      out.append("  hint: ").append(hint).append('\n');
    }
    return out.toString();
  }

  private @Nullable String lineOf(String source) {
    String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
    return text.lines().skip(line - 1L).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
