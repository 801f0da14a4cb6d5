package dev.tako.manifest.template;

import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.expression.Types;
import dev.tako.manifest.expression.ValueType;
import dev.tako.manifest.expression.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A text with `{{ … }}` in it: paths and CEL expressions over a [Scope], with pipes.
public final class Template {

  /// A path that the template reads; an optional one may lead nowhere.
  ///
  /// @param column of the expression in the template, from 1
  public record Reference(List<String> path, boolean optional, int column) {}

  private final List<Piece> pieces;

  private Template(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /// @throws TemplateException saying what is wrong and at which column
  public static Template parse(String text) {
    return new Template(List.copyOf(new TemplateReader(text).pieces()));
  }

  /// Whether the text has no `{{ … }}`.
  public boolean isConstant() {
    return pieces.stream().allMatch(Piece.Literal.class::isInstance);
  }

  /// The text with its values, as data: nothing is escaped.
  ///
  /// @throws TemplateException when a value is missing, naming what exists
  public String render(Scope scope) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      out.append(
          switch (piece) {
            case Piece.Literal literal -> literal.text();
            case Piece.Hole hole -> hole.text(scope);
          });
    }
    return out.toString();
  }

  /// The text as a shell script: every value is escaped for the place it stands in and can never
  /// become syntax.
  ///
  /// @throws TemplateException when a value is missing, or stands where it cannot be made safe
  public String renderShell(Scope scope) {
    return shell(hole -> hole.text(scope), hole -> hole.text(scope));
  }

  private String shell(Function<Piece.Hole, String> raw, Function<Piece.Hole, String> value) {
    ShellScript script = new ShellScript();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal literal -> script.text(literal.text());
        case Piece.Hole hole when hole.isRaw() -> script.text(raw.apply(hole));
        case Piece.Hole hole -> {
          try {
            script.value(value.apply(hole), hole.isShellQuoted());
          } catch (UnsafePlaceException e) {
            throw hole.failure(String.valueOf(e.getMessage()));
          }
        }
      }
    }
    try {
      return script.finish();
    } catch (UnsafePlaceException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), 1);
    }
  }

  /// Reads the text as a shell script and refuses it when a value stands where it could not be made
  /// safe.
  ///
  /// @throws TemplateException saying where and what to write instead
  public void checkShell() {
    shell(_ -> "", _ -> "1");
  }

  /// The typed value when the whole text is one `{{ … }}`, else the rendered text.
  public @Nullable Object value(Scope scope) {
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Hole hole
        ? hole.value(scope)
        : render(scope);
  }

  /// The type of its [#value], null when it may be of several.
  public @Nullable ValueType type(Types known) {
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Hole hole
        ? hole.type(known)
        : ValueType.STRING;
  }

  /// Expressions in it that can never be evaluated over values of these types, or at all.
  public List<TemplateException> mistakes(Types known) {
    List<TemplateException> mistakes = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Hole hole && hole.operand() instanceof Operand.Cel(var cel)) {
        known.mistake(cel).ifPresent(mistake -> mistakes.add(hole.failure(mistake.getMessage())));
        for (ExpressionException mistake : cel.badConstants()) {
          String hint = mistake.hint() == null ? "" : "; " + mistake.hint();
          mistakes.add(hole.failure(mistake.getMessage() + hint));
        }
      }
    }
    return mistakes;
  }

  /// Every path the template reads.
  public List<Reference> references() {
    List<Reference> all = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Hole hole) {
        hole.operand()
            .paths()
            .forEach(p -> all.add(new Reference(p, hole.allowsMissing(), hole.column())));
        hole.pipes().stream()
            .flatMap(call -> call.args().stream())
            .flatMap(arg -> arg.paths().stream())
            .forEach(p -> all.add(new Reference(p, false, hole.column())));
      }
    }
    return all;
  }

  /// Whether a value is put into a shell script as it is, by `| raw`.
  public boolean hasRaw() {
    return pieces.stream().anyMatch(p -> p instanceof Piece.Hole hole && hole.isRaw());
  }

  /// The map with every text in it, however deep, replaced by its [#value].
  public static Map<String, Object> renderAll(Map<String, Object> templates, Scope scope) {
    return renderAll(templates, scope, Template::parse);
  }

  /// The same for whoever keeps parsed templates.
  ///
  /// @param parsed gives the template of a text
  public static Map<String, Object> renderAll(
      Map<String, Object> templates, Scope scope, Function<String, Template> parsed) {
    Map<String, Object> rendered = new LinkedHashMap<>();
    templates.forEach((name, value) -> rendered.put(name, rendered(value, scope, parsed)));
    return Values.copy(rendered);
  }

  @SuppressWarnings("NullAway") // a null among the values stays one
  private static Object rendered(
      @Nullable Object value, Scope scope, Function<String, Template> parsed) {
    return switch (value) {
      case String text -> text.contains("{{") ? parsed.apply(text).value(scope) : text;
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), rendered(v, scope, parsed)));
        yield Values.copy(copy);
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(rendered(item, scope, parsed)));
        yield Collections.unmodifiableList(copy);
      }
      case null, default -> value;
    };
  }
}
