package dev.tako.manifest.template;

import dev.tako.manifest.template.ShellFrame.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Reads the text of a shell script, piece by piece, to know in which quoting context the next
/// character stands.
final class ShellReader {

  private final Deque<ShellFrame> frames = new ArrayDeque<>();
  private String chunk = "";
  private int at;
  private @Nullable String doubt;
  private @Nullable String dangling;

  ShellReader() {
    frames.push(new ShellFrame(Kind.SCRIPT, 0));
  }

  /// The innermost level.
  ShellFrame frame() {
    return frames.element();
  }

  /// Why the context is not known any more.
  @Nullable String doubt() {
    return doubt;
  }

  /// What the text ends with that would take in what follows.
  @Nullable String dangling() {
    return dangling;
  }

  /// Bash evaluates the index of an array, quoted or not.
  boolean isInIndex() {
    return frames.stream().anyMatch(ShellFrame::inIndex);
  }

  boolean isInTest() {
    return frames.stream().anyMatch(frame -> frame.inTest);
  }

  boolean isInDocument() {
    return frames.stream().anyMatch(frame -> frame.kind == Kind.HERE_DOCUMENT);
  }

  private boolean announcedBelow() {
    return frames.stream().skip(1).anyMatch(frame -> !frame.announced.isEmpty());
  }

  void read(String text) {
    chunk = text;
    at = 0;
    dangling = chunk.isEmpty() ? dangling : null;
    while (at < chunk.length()) {
      ShellFrame frame = frames.element();
      char c = chunk.charAt(at);
      if (c == '\n' && !isInDocument() && announcedBelow()) {
        doubt = "a line break between a here-document's `<<` and its text";
      }
      switch (frame.kind) {
        case SCRIPT, SUBSTITUTION -> readCommands(frame, c);
        case SINGLE_QUOTES -> closeOn(c, '\'');
        case DOUBLE_QUOTES -> readDoubleQuotes(c);
        case ANSI_QUOTES -> readAnsiQuotes(c);
        case BACKQUOTES -> readBackquotes(c);
        case PARAMETER -> readParameter(c);
        case ARITHMETIC -> readArithmetic(frame, c);
        case COMMENT -> readComment(c);
        case HERE_DOCUMENT -> readDocument(frame, c);
      }
    }
  }

  private void readCommands(ShellFrame frame, char c) {
    switch (c) {
      case '\\' -> escape(frame);
      case '\'' -> open(Kind.SINGLE_QUOTES, frame);
      case '"' -> open(Kind.DOUBLE_QUOTES, frame);
      case '`' -> open(Kind.BACKQUOTES, frame);
      case '$' -> dollar(frame);
      case '(' -> {
        if (frame.atWordStart() && chunk.startsWith("((", at)) {
          frames.push(new ShellFrame(Kind.ARITHMETIC, 2));
          take(2);
        } else {
          endWord(frame);
          frame.depth++;
          take(1);
        }
      }
      case ')' -> {
        endWord(frame);
        if (frame.depth > 0) {
          frame.depth--;
        } else if (frame.kind == Kind.SUBSTITUTION) {
          doubt = frame.announced.isEmpty() ? doubt : "a `<<` without its text";
          frames.pop();
        }
        take(1);
      }
      case '#' -> {
        if (frame.atWordStart()) {
          frames.push(new ShellFrame(Kind.COMMENT, 0));
        } else {
          frame.word(c);
        }
        take(1);
      }
      case '<' -> readLessThan(frame);
      case '\n' -> {
        endWord(frame);
        take(1);
        openDocument(frame);
      }
      case ' ', '\t', ';', '&', '|', '>' -> {
        endWord(frame);
        take(1);
      }
      default -> {
        frame.word(c);
        take(1);
      }
    }
  }

  private void endWord(ShellFrame frame) {
    if (frame.endWord().equals("case") && frame.kind == Kind.SUBSTITUTION) {
      doubt = "a `case` inside of $(…)";
    }
  }

  private void open(Kind kind, ShellFrame frame) {
    frame.word('_');
    frames.push(new ShellFrame(kind, 0));
    take(1);
  }

  private void escape(ShellFrame frame) {
    if (at + 1 == chunk.length()) {
      dangling = "a backslash";
    } else if (chunk.charAt(at + 1) != '\n') {
      frame.word('_');
    }
    take(2);
  }

  private void dollar(ShellFrame frame) {
    frame.word('_');
    if (at + 1 == chunk.length()) {
      dangling = "'$' (a template is written {{ … }}, without it)";
      take(1);
      return;
    }
    boolean plain = frame.isCommands();
    switch (chunk.charAt(at + 1)) {
      case '(' -> {
        boolean arithmetic = chunk.startsWith("((", at + 1);
        frames.push(
            new ShellFrame(arithmetic ? Kind.ARITHMETIC : Kind.SUBSTITUTION, arithmetic ? 2 : 0));
        take(arithmetic ? 3 : 2);
      }
      case '{' -> {
        frames.push(new ShellFrame(Kind.PARAMETER, 0));
        take(2);
      }
      case '[' -> {
        doubt = "the old arithmetic $[…]";
        take(2);
      }
      case '\'' -> {
        if (plain) {
          frames.push(new ShellFrame(Kind.ANSI_QUOTES, 0));
        }
        take(plain ? 2 : 1);
      }
      case '#', '$', '?', '!', '*', '@', '-' -> take(2);
      default -> take(1);
    }
  }

  private void readLessThan(ShellFrame frame) {
    endWord(frame);
    if (chunk.startsWith("<<<", at)) {
      take(3);
    } else if (chunk.startsWith("<<", at)) {
      DelimiterReader delimiter = DelimiterReader.read(chunk, at + 2);
      if (delimiter.end() == chunk.length()) {
        dangling = "a here-document's `<<`";
      }
      frame.announced.add(delimiter.document());
      take(delimiter.end() - at);
    } else {
      take(1);
    }
  }

  private void openDocument(ShellFrame frame) {
    HereDocument next = frame.announced.poll();
    if (next == null) {
      return;
    }
    if (isInDocument()) {
      doubt = "a here-document inside of another";
    }
    frames.push(new ShellFrame(next));
  }

  private void closeOn(char c, char closing) {
    if (c == closing) {
      frames.pop();
    }
    take(1);
  }

  private void readDoubleQuotes(char c) {
    switch (c) {
      case '\\' -> escape(frames.element());
      case '$' -> dollar(frames.element());
      case '`' -> open(Kind.BACKQUOTES, frames.element());
      default -> closeOn(c, '"');
    }
  }

  private void readAnsiQuotes(char c) {
    if (c == '\\') {
      doubt = "a backslash in $'…', which shells read differently";
      take(2);
    } else {
      closeOn(c, '\'');
    }
  }

  private void readBackquotes(char c) {
    if (c == '\\') {
      take(2);
    } else {
      closeOn(c, '`');
    }
  }

  private void readParameter(char c) {
    switch (c) {
      case '\\', '\'', '"', '`' -> {
        doubt = "quotes inside of ${…}";
        take(1);
      }
      case '$' -> dollar(frames.element());
      default -> closeOn(c, '}');
    }
  }

  private void readArithmetic(ShellFrame frame, char c) {
    switch (c) {
      case '\\', '\'', '"', '`' -> {
        doubt = "quotes inside of ((…))";
        take(1);
      }
      case '$' -> dollar(frame);
      case '(' -> {
        frame.depth++;
        take(1);
      }
      case ')' -> {
        frame.depth--;
        if (frame.depth == 0) {
          frames.pop();
        }
        take(1);
      }
      default -> take(1);
    }
  }

  private void readComment(char c) {
    if (c == '\n') {
      frames.pop(); // the line break belongs to the commands
    } else {
      take(1);
    }
  }

  private void readDocument(ShellFrame frame, char c) {
    HereDocument document = frame.document;
    if (document == null) {
      throw new IllegalStateException("Expected a here-document in its frame, found none.");
    }
    if (c == '\n') {
      at++;
      if (document.endLine()) {
        frames.pop();
        openDocument(frames.element());
      }
    } else if (document.isQuoted()) {
      take(1);
    } else {
      switch (c) {
        case '\\' -> escapeInDocument(frame);
        case '$' -> dollar(frame);
        case '`' -> open(Kind.BACKQUOTES, frame);
        default -> take(1);
      }
    }
  }

  private void escapeInDocument(ShellFrame frame) {
    if (at + 1 < chunk.length() && chunk.charAt(at + 1) == '\n') {
      doubt = "a continued line in a here-document";
    }
    escape(frame);
  }

  /// Moves on; the characters count for the line of the here-document they stand in, if any.
  private void take(int count) {
    int end = Math.min(at + count, chunk.length());
    for (ShellFrame frame : frames) {
      if (frame.document != null) {
        for (char c : chunk.substring(at, end).toCharArray()) {
          if (c == '\n' && frame.document.endLine()) {
            doubt = "a here-document that ends inside of a substitution";
          } else if (c != '\n') {
            frame.document.read(c);
          }
        }
        break;
      }
    }
    at = end;
  }
}
