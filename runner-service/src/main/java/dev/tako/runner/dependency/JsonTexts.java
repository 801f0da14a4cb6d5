package dev.tako.runner.dependency;

import dev.tako.runner.dependency.Format.MalformedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The strings of a JSON document that are values of objects, with their places.
final class JsonTexts {
  private static final int DEEPEST = 200;

  private final String text;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private int at;
  private int depth;

  private JsonTexts(String text) {
    this.text = text;
  }

  static List<Leaf> of(String text) throws MalformedException {
    JsonTexts json = new JsonTexts(text);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      json.at = 3;
    }
    json.value();
    json.space();
    if (json.at != text.length()) {
      throw json.malformed("the end");
    }
    return json.leaves;
  }

  private void value() throws MalformedException {
    space();
    switch (peek()) {
      case '{' -> entries();
      case '[' -> items();
      case '"' -> {
        int start = at + 1;
        string();
        if (!path.isEmpty()) {
          leaves.add(new Leaf(List.copyOf(path), text.substring(start, at - 1), start, at - 1));
        }
      }
      default -> word();
    }
  }

  private void entries() throws MalformedException {
    enter('{');
    while (peek() != '}') {
      int start = at + 1;
      string();
      path.addLast(text.substring(start, at - 1));
      space();
      expect(':');
      value();
      path.removeLast();
      separator('}');
    }
    leave('}');
  }

  private void items() throws MalformedException {
    enter('[');
    while (peek() != ']') {
      path.addLast("[]");
      value();
      path.removeLast();
      separator(']');
    }
    leave(']');
  }

  private void enter(char bracket) throws MalformedException {
    expect(bracket);
    if (++depth > DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels");
    }
    space();
  }

  private void leave(char bracket) throws MalformedException {
    expect(bracket);
    depth--;
  }

  private void separator(char end) throws MalformedException {
    space();
    if (peek() != end) {
      expect(',');
      space();
      if (peek() == end) {
        throw malformed("a value");
      }
    }
  }

  private void string() throws MalformedException {
    expect('"');
    while (peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void word() throws MalformedException {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(peek()) || "+-.".indexOf(peek()) >= 0)) {
      at++;
    }
    if (at == start) {
      throw malformed("a value");
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
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
        "expected JSON with " + expected + " in line " + Math.max(1, line));
  }
}
