package dev.tako.manifest.template;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the text of a template into its pieces.
final class TemplateReader {

  private static final Pattern PATH =
      Pattern.compile("(?:\\.[A-Za-z_][A-Za-z0-9_-]*)(?:\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
  private static final Set<String> GO_WORDS =
      Set.of("if", "else", "end", "range", "with", "define", "template", "block", "printf");

  private final String text;

  TemplateReader(String text) {
    this.text = text;
  }

  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        pieces.add(new Piece.Literal(text.substring(at, end)));
      }
      at = end;
      if (open >= 0) {
        int close = closing(open);
        pieces.add(hole(open, close));
        at = close + 2;
      }
    }
    return pieces;
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open + 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = Tokens.endOfString(text, i);
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (c == '}' && text.startsWith("}}", i)) {
        return i;
      }
    }
    throw new TemplateException(
        "expected '}}' for the '{{' here, found the end of the text; a literal '{{' is written {{ '{{' }}",
        open + 1);
  }

  private Piece.Hole hole(int open, int close) {
    int column = open + 1;
    List<Tokens.Token> parts = Tokens.split(text, open + 2, close, '|');
    Tokens.Token head = parts.getFirst();
    if (head.text().isEmpty()) {
      throw new TemplateException(
          "expected an expression between '{{' and '}}', found nothing", column);
    }
    Operand operand = operand(head);
    List<Piece.Hole.Call> calls = new ArrayList<>();
    parts.stream().skip(1).forEach(part -> calls.add(call(part)));
    return new Piece.Hole(operand, calls, text.substring(open + 2, close).strip(), column);
  }

  private static Operand operand(Tokens.Token token) {
    if (PATH.matcher(token.text()).matches()) {
      return path(token);
    }
    String firstWord = token.text().split("\\s", 2)[0];
    if (GO_WORDS.contains(firstWord)) {
      throw new TemplateException(
          "expected a path or a CEL expression, found the template word '"
              + firstWord
              + "'; write a condition as {{ a ? b : c }} or as the step's `if`",
          token.column());
    }
    refuseSecrets(token.text(), token.column());
    try {
      return new Operand.Cel(Expression.compile(token.text()));
    } catch (ExpressionException e) {
      throw new TemplateException(e.getMessage(), token.column() + e.column() - 1);
    }
  }

  private static Operand.Path path(Tokens.Token token) {
    List<String> names = new ArrayList<>(Arrays.asList(token.text().substring(1).split("\\.")));
    String root = names.getFirst();
    refuseSecrets(root, token.column());
    String lower = Character.toLowerCase(root.charAt(0)) + root.substring(1);
    if (!Scope.ROOTS.contains(lower)) {
      throw new TemplateException(
          "unknown name '" + root + "'; known are " + String.join(", ", Scope.ROOTS),
          token.column() + 1);
    }
    names.set(0, lower);
    return new Operand.Path(List.copyOf(names));
  }

  private static void refuseSecrets(String text, int column) {
    if (text.toLowerCase(Locale.ROOT).matches("\\.?secrets?\\b.*")) {
      throw new TemplateException(
          "secrets cannot be named in a template; list the secret under `secrets` and give it to the step by `env`",
          column);
    }
  }

  private static Piece.Hole.Call call(Tokens.Token token) {
    List<Tokens.Token> words = Tokens.words(token);
    if (words.isEmpty()) {
      throw new TemplateException("expected a pipe after '|', found nothing", token.column());
    }
    String name = words.getFirst().text();
    Pipe pipe = Pipe.named(name);
    if (pipe == null) {
      throw new TemplateException(
          "unknown pipe '" + name + "'; there are " + Pipe.words(), words.getFirst().column());
    }
    if (words.size() - 1 != pipe.arity()) {
      throw new TemplateException(
          "'"
              + name
              + "' expects "
              + pipe.arity()
              + (pipe.arity() == 1 ? " argument" : " arguments")
              + ", found "
              + (words.size() - 1),
          words.getFirst().column());
    }
    return new Piece.Hole.Call(pipe, words.stream().skip(1).map(TemplateReader::argument).toList());
  }

  private static Operand argument(Tokens.Token token) {
    String word = token.text();
    if (PATH.matcher(word).matches()) {
      return path(token);
    }
    @Nullable Object constant =
        switch (word.charAt(0)) {
          case '"', '\'' -> quoted(token);
          default -> {
            if (word.equals("true") || word.equals("false")) {
              yield Boolean.valueOf(word);
            }
            if (NUMBER.matcher(word).matches()) {
              yield word.indexOf('.') < 0 ? (Object) Long.valueOf(word) : Double.valueOf(word);
            }
            throw new TemplateException(
                "expected a quoted text, a number, true, false or a .path as argument, found '"
                    + word
                    + "'",
                token.column());
          }
        };
    return new Operand.Constant(constant);
  }

  /// One text in quotes, and nothing behind it.
  private static String quoted(Tokens.Token token) {
    String word = token.text();
    int end = Tokens.endOfString(word, 0);
    if (end < word.length() - 1) {
      throw new TemplateException(
          "expected the argument to end with its quote, found '"
              + word.substring(end + 1)
              + "' after it; a quote inside is written \\\"",
          token.column() + end + 1);
    }
    return Tokens.unquote(word);
  }
}
