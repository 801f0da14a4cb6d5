package dev.tako.runner.dependency;

import dev.tako.runner.dependency.Format.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// The strings of a TOML document, with their places; those of more than one line are left out.
final class TomlTexts {
  private static final int DEEPEST = 200;

  private final String text;
  private final List<Leaf> leaves = new ArrayList<>();
  private List<String> table = List.of();
  private int at;
  private int depth;

  private TomlTexts(String text) {
    this.text = text;
  }

  static List<Leaf> of(String text) throws MalformedException {
    TomlTexts toml = new TomlTexts(text);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      toml.at = 3;
    }
    toml.skip(true);
    while (toml.at < text.length()) {
      toml.line();
      toml.skip(true);
    }
    return toml.leaves;
  }

  private void line() throws MalformedException {
    if (peek() == '[') {
      boolean array = text.startsWith("[[", at);
      at += array ? 2 : 1;
      table = keys(List.of());
      expect(']');
      if (array) {
        expect(']');
      }
    } else {
      entry(table);
    }
  }

  private void entry(List<String> under) throws MalformedException {
    List<String> path = keys(under);
    expect('=');
    skip(false);
    value(path);
  }

  /// `a.b."c d"`, up to what comes after it.
  private List<String> keys(List<String> under) throws MalformedException {
    List<String> keys = new ArrayList<>(under);
    do {
      skip(false);
      char first = peek();
      int start = at;
      if (first == '"' || first == '\'') {
        string();
        keys.add(text.substring(start + 1, at - 1));
      } else {
        while (at < text.length() && isBare(text.charAt(at))) {
          at++;
        }
        if (at == start) {
          throw malformed("a key");
        }
        keys.add(text.substring(start, at));
      }
      skip(false);
    } while (at < text.length() && text.charAt(at) == '.' && at++ >= 0);
    return keys;
  }

  private void value(List<String> path) throws MalformedException {
    switch (peek()) {
      case '"', '\'' -> {
        int start = at;
        if (string()) {
          leaves.add(new Leaf(path, text.substring(start + 1, at - 1), start + 1, at - 1));
        }
      }
      case '[' -> {
        enter();
        while (peek() != ']') {
          value(path);
          separator(']');
        }
        leave();
      }
      case '{' -> {
        enter();
        while (peek() != '}') {
          entry(path);
          separator('}');
        }
        leave();
      }
      default -> {
        int start = at;
        while (at < text.length() && ",]}#\r\n".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        if (at == start) {
          throw malformed("a value");
        }
      }
    }
  }

  private void enter() throws MalformedException {
    at++;
    if (++depth > DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels");
    }
    skip(true);
  }

  private void leave() {
    at++;
    depth--;
  }

  private void separator(char end) throws MalformedException {
    skip(true);
    if (peek() != end) {
      expect(',');
      skip(true);
    }
  }

  /// @return whether it is a string of one line
  private boolean string() throws MalformedException {
    char quote = peek();
    String three = String.valueOf(quote).repeat(3);
    if (text.startsWith(three, at)) {
      at += 3;
      while (!text.startsWith(three, at)) {
        at += peek() == '\\' && quote == '"' ? 2 : 1;
      }
      while (at < text.length() && text.charAt(at) == quote) {
        at++;
      }
      return false;
    }
    at++;
    while (peek() != quote) {
      if (peek() == '\n') {
        throw malformed("the end of a string");
      }
      at += peek() == '\\' && quote == '"' ? 2 : 1;
    }
    at++;
    return true;
  }

  private void skip(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == ' ' || c == '\t' || (lines && (c == '\r' || c == '\n'))) {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean isBare(char c) {
    return (Character.isLetterOrDigit(c) && c < 128) || c == '_' || c == '-';
  }

  private char peek() throws MalformedException {
    if (at >= text.length()) {
      throw malformed("more");
    }
    return text.charAt(at);
  }

  private void expect(char c) throws MalformedException {
    if (peek() != c) {
      throw malformed("'" + c + "'");
    }
    at++;
  }

  private MalformedException malformed(String expected) {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    return new MalformedException(
        "expected TOML with " + expected + " in line " + Math.max(1, line));
  }
}
