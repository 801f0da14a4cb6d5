package dev.tako.manifest.template;

import dev.tako.manifest.template.ShellFrame.Kind;
import org.jspecify.annotations.Nullable;

/// A shell script under construction: the author's text as it is, and each value escaped for the
/// place it stands in.
///
/// A place that cannot be read with certainty (backquotes, `${…}`, a `case` inside of `$(…)`) takes
/// no value: it says so instead of guessing.
final class ShellScript {

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder unread = new StringBuilder();
  private final ShellReader reader = new ShellReader();

  void text(String text) {
    unread.append(text);
    out.append(text);
  }

  /// @param quoted whether the value already is a shell word
  void value(String value, boolean quoted) {
    read();
    refuseUnsafe(value);
    out.append(
        reader.isInIndex()
            ? ShellQuoting.inArithmetic(value)
            : escaped(value, quoted, reader.frame()));
  }

  String finish() {
    read();
    HereDocument document = reader.frame().document;
    if (document != null) {
      document.endScript();
    }
    return out.toString();
  }

  private void read() {
    reader.read(unread.toString());
    unread.setLength(0);
  }

  private void refuseUnsafe(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new UnsafePlaceException("the value holds a NUL character, which no shell can");
    }
    String doubt = reader.doubt();
    if (doubt != null) {
      throw new UnsafePlaceException("cannot tell how a value is quoted after " + doubt);
    }
    String dangling = reader.dangling();
    if (dangling != null) {
      throw new UnsafePlaceException("a value cannot stand right after " + dangling);
    }
    if (value.indexOf('[') >= 0 && reader.isInTest()) {
      throw new UnsafePlaceException("bash may evaluate a value with a '[' inside of [[ … ]]");
    }
    if (reader.frame().kind != Kind.HERE_DOCUMENT && reader.isInDocument()) {
      throw new UnsafePlaceException(
          "a value cannot stand in a substitution inside of a here-document");
    }
  }

  private static String escaped(String value, boolean quoted, ShellFrame frame) {
    return switch (frame.kind) {
      case SCRIPT, SUBSTITUTION -> {
        frame.word('_');
        yield quoted ? value : ShellQuoting.bare(value);
      }
      case SINGLE_QUOTES -> ShellQuoting.inSingleQuotes(value);
      case DOUBLE_QUOTES -> ShellQuoting.inDoubleQuotes(value);
      case COMMENT -> ShellQuoting.inComment(value);
      case ARITHMETIC -> ShellQuoting.inArithmetic(value);
      case HERE_DOCUMENT -> inDocument(value, frame.document);
      case ANSI_QUOTES -> throw new UnsafePlaceException("a value cannot stand in $'…'");
      case BACKQUOTES ->
          throw new UnsafePlaceException("a value cannot stand in `…`; write $(…) instead");
      case PARAMETER -> throw new UnsafePlaceException("a value cannot stand in ${…}");
    };
  }

  private static String inDocument(String value, @Nullable HereDocument document) {
    if (document != null && document.isQuoted()) {
      return document.put(value);
    }
    if (document != null) {
      // The escaped text holds ${x+}, so the line it stands in is no delimiter.
      document.read('$');
    }
    return ShellQuoting.inHereDocument(value);
  }
}
