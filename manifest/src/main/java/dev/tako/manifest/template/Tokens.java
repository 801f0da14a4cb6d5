package dev.tako.manifest.template;

import java.util.ArrayList;
import java.util.List;

/// Splitting what stands between `{{` and `}}`, minding quotes and brackets.
final class Tokens {

  /// @param column in the whole template, from 1
  record Token(String text, int column) {}

  private Tokens() {}

  /// The index of the quote that ends the string that begins at `start`, or the end of the text.
  static int endOfString(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == text.charAt(start)) {
        return i;
      }
    }
    return text.length();
  }

  /// The parts of `text[from, to)` between single `|`s; a `||` is CEL's.
  static List<Token> split(String text, int from, int to, char separator) {
    List<Token> parts = new ArrayList<>();
    int start = from;
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfString(text, i);
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == separator && depth == 0) {
        if (text.charAt(i + 1) == separator) {
          i++;
        } else {
          parts.add(token(text, start, i));
          start = i + 1;
        }
      }
    }
    parts.add(token(text, start, to));
    return parts;
  }

  /// The words of a pipe; a quoted text is one word.
  static List<Token> words(Token pipe) {
    List<Token> words = new ArrayList<>();
    String text = pipe.text();
    int i = 0;
    while (i < text.length()) {
      if (Character.isWhitespace(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
        char c = text.charAt(i);
        i = c == '"' || c == '\'' ? endOfString(text, i) + 1 : i + 1;
      }
      int end = Math.min(i, text.length());
      words.add(new Token(text.substring(start, end), pipe.column() + start));
    }
    return words;
  }

  static String unquote(String quoted) {
    String inner = quoted.substring(1, Math.max(1, quoted.length() - 1));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length()) {
        char escaped = inner.charAt(++i);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static Token token(String text, int from, int to) {
    int start = from;
    while (start < to && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return new Token(text.substring(start, to).strip(), start + 1);
  }
}
