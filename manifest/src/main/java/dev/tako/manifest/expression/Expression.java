package dev.tako.manifest.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A condition or filter in CEL, compiled once and evaluated over a [Scope].
public final class Expression {

  private static final int LONGEST_KEPT = 500;
  private static final int MOST_KEPT = 2_000;

  /// Those used lately. Thousands of subscriptions write the same few filters, and compiling one
  /// takes a thousand times as long as finding it.
  private static final Map<String, Expression> KEPT =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
              return size() > MOST_KEPT;
            }
          });

  private final String source;
  private final CelAbstractSyntaxTree ast;
  private final CelRuntime.Program program;

  private Expression(String source, CelAbstractSyntaxTree ast, CelRuntime.Program program) {
    this.source = source;
    this.ast = ast;
    this.program = program;
  }

  /// @throws ExpressionException saying what is wrong and at which column
  public static Expression compile(String cel) {
    if (cel.isBlank()) {
      throw new ExpressionException("expected a CEL expression, found nothing", 1);
    }
    Expression known = KEPT.get(cel);
    if (known != null) {
      return known;
    }
    Expression compiled = compiled(cel);
    if (cel.length() <= LONGEST_KEPT) {
      KEPT.put(cel, compiled);
    }
    return compiled;
  }

  private static Expression compiled(String cel) {
    try {
      CelAbstractSyntaxTree ast = CelEnvironment.CEL.compile(cel).getAst();
      return new Expression(cel, ast, CelEnvironment.CEL.createProgram(ast));
    } catch (CelValidationException e) {
      throw refusal(cel, e.getErrors());
    } catch (CelEvaluationException e) {
      throw new ExpressionException(CelMessages.readable(e), 1);
    }
  }

  static ExpressionException refusal(String cel, List<CelIssue> errors) {
    if (errors.isEmpty()) {
      return new ExpressionException("cannot read the expression", 1);
    }
    CelIssue first = errors.getFirst();
    int line = Math.max(first.getSourceLocation().getLine(), 1);
    int before = cel.lines().limit(line - 1L).mapToInt(l -> l.length() + 1).sum();
    int column = before + Math.max(first.getSourceLocation().getColumn(), 0) + 1;
    return new ExpressionException(CelMessages.readable(first.getMessage(), cel), column);
  }

  /// Whether the expression is true.
  ///
  /// @throws ExpressionException when it cannot be evaluated, or is not a boolean
  public boolean test(Scope scope) {
    Object value = evaluate(scope);
    if (value instanceof Boolean b) {
      return b;
    }
    throw new ExpressionException(
        "expected true or false from '" + shown() + "', found " + Values.typeOf(value), 1);
  }

  /// The JSON-like value of the expression.
  ///
  /// @throws MissingValueException when it reads a field that is absent
  /// @throws ExpressionException when it cannot be evaluated for another reason, with the values it
  ///   looked at
  public @Nullable Object evaluate(Scope scope) {
    try {
      return jsonLike(program.eval(scope.variables()));
    } catch (CelEvaluationException e) {
      for (Paths.Path path : Paths.of(ast.getExpr())) {
        if (!path.tested()) {
          scope.at(path.names());
        }
      }
      throw new ExpressionException(
          CelMessages.readable(e) + Explanation.values(ast.getExpr(), scope), 1);
    }
  }

  /// Why the expression came out as it did: the part that decided, and the values it looked at.
  public String explain(Scope scope) {
    return Explanation.of(ast, shown(), scope);
  }

  /// Every path that the expression reads, as `inputs.bump`; those that are only tested with
  /// `has()` left out.
  public List<List<String>> paths() {
    return Paths.of(ast.getExpr()).stream()
        .filter(p -> !p.tested())
        .map(Paths.Path::names)
        .toList();
  }

  /// Whether the expression can come out as true or false, as far as its type is known.
  public boolean mayBeBoolean() {
    return ast.getResultType().equals(SimpleType.BOOL)
        || ast.getResultType().equals(SimpleType.DYN);
  }

  /// The versions and ranges in it that can never be read, each with its column.
  public List<ExpressionException> badConstants() {
    return SemverConstants.in(ast, source).mistakes();
  }

  /// The ranges that stand in it as constants.
  public List<SchemaRange> constantRanges() {
    return SemverConstants.in(ast, source).ranges();
  }

  CelAbstractSyntaxTree ast() {
    return ast;
  }

  public String source() {
    return source;
  }

  private String shown() {
    return source.strip();
  }

  private static @Nullable Object jsonLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case NullValue _ -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), jsonLike(v)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(jsonLike(item)));
        yield copy;
      }
      case String s -> s;
      case Boolean b -> b;
      case Double d -> d;
      case Float f -> f.doubleValue();
      case Number n -> n.longValue();
      default -> value.toString();
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
