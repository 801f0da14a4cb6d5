package dev.tako.manifest.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One level of a shell script's nesting.
final class ShellFrame {

  enum Kind {
    SCRIPT,
    /// `$(…)`
    SUBSTITUTION,
    SINGLE_QUOTES,
    DOUBLE_QUOTES,
    /// `$'…'`
    ANSI_QUOTES,
    BACKQUOTES,
    /// `${…}`
    PARAMETER,
    /// `$((…))` and `((…))`
    ARITHMETIC,
    COMMENT,
    HERE_DOCUMENT
  }

  private static final Pattern INDEX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\[[^\\]]*");

  final Kind kind;
  final @Nullable HereDocument document;

  /// Here-documents announced on this line, whose text begins on the next.
  final Deque<HereDocument> announced = new ArrayDeque<>();

  /// Parentheses still open.
  int depth;

  /// Whether `[[` is open.
  boolean inTest;

  private final StringBuilder word = new StringBuilder();

  ShellFrame(Kind kind, int depth) {
    this.kind = kind;
    this.depth = depth;
    this.document = null;
  }

  ShellFrame(HereDocument document) {
    this.kind = Kind.HERE_DOCUMENT;
    this.document = document;
  }

  boolean isCommands() {
    return kind == Kind.SCRIPT || kind == Kind.SUBSTITUTION;
  }

  void word(char c) {
    word.append(c);
  }

  boolean atWordStart() {
    return word.isEmpty();
  }

  /// Ends the current word and gives it back.
  String endWord() {
    String ended = word.toString();
    word.setLength(0);
    if (ended.equals("[[")) {
      inTest = true;
    } else if (ended.equals("]]")) {
      inTest = false;
    }
    return ended;
  }

  boolean inIndex() {
    return INDEX.matcher(word).matches();
  }
}
