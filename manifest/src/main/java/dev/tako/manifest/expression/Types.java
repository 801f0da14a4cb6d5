package dev.tako.manifest.expression;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The types of what an expression can name, as far as they are declared; anything else may be of
/// any type.
///
/// @param byPath for example `inputs.count` and NUMBER
public record Types(Map<String, ValueType> byPath) {

  /// Nothing is declared.
  public static final Types NONE = new Types(Map.of());

  /// A number is an int or a double of CEL; beyond so many, each is taken for either.
  private static final int MOST_NUMBERS = 3;

  public Types {
    byPath = Values.copy(byPath);
  }

  /// The same types and those of `more`.
  public Types and(Types more) {
    Map<String, ValueType> both = new LinkedHashMap<>(byPath);
    both.putAll(more.byPath);
    return new Types(both);
  }

  /// Why the expression can never be evaluated over values of these types.
  ///
  /// @return with the column in the expression
  public Optional<ExpressionException> mistake(Expression expression) {
    return check(expression) instanceof Wrong(ExpressionException mistake)
        ? Optional.of(mistake)
        : Optional.empty();
  }

  /// The type of the expression's value, null when it may be of several.
  public @Nullable ValueType of(Expression expression) {
    return check(expression) instanceof Right(CelAbstractSyntaxTree ast)
        ? valueType(ast.getResultType().kind())
        : null;
  }

  private sealed interface Outcome {}

  private record Right(CelAbstractSyntaxTree ast) implements Outcome {}

  private record Wrong(ExpressionException mistake) implements Outcome {}

  private Outcome check(Expression expression) {
    Map<String, ValueType> used = usedBy(expression);
    if (used.isEmpty()) {
      return new Right(expression.ast());
    }
    List<String> numbers =
        used.entrySet().stream()
            .filter(type -> type.getValue() == ValueType.NUMBER)
            .map(Map.Entry::getKey)
            .toList();
    if (numbers.size() > MOST_NUMBERS) {
      used.keySet().removeAll(numbers);
      numbers = List.of();
    }
    Wrong furthest = null;
    for (int doubles = 0; doubles < 1 << numbers.size(); doubles++) {
      Outcome outcome = check(expression.source(), used, numbers, doubles);
      if (!(outcome instanceof Wrong wrong)) {
        return outcome;
      }
      if (furthest == null || wrong.mistake().column() > furthest.mistake().column()) {
        furthest = wrong;
      }
    }
    return furthest == null ? new Right(expression.ast()) : furthest;
  }

  /// Those of the declared types that the expression depends on; a path that `has()` tests stays
  /// undeclared, as CEL wants it.
  private Map<String, ValueType> usedBy(Expression expression) {
    Set<String> read = new TreeSet<>();
    Set<String> tested = new TreeSet<>();
    for (Paths.Path path : Paths.of(expression.ast().getExpr())) {
      String name = "";
      for (String part : path.names()) {
        name = name.isEmpty() ? part : name + "." + part;
        (path.tested() ? tested : read).add(name);
      }
    }
    Map<String, ValueType> used = new LinkedHashMap<>();
    byPath.forEach((path, type) -> {
      if (read.contains(path) && !tested.contains(path)) {
        used.put(path, type);
      }
    });
    return used;
  }

  /// @param doubles one bit for each of `numbers`: whether it is taken for a double
  private static Outcome check(
      String source, Map<String, ValueType> used, List<String> numbers, int doubles) {
    List<CelVarDecl> variables = new ArrayList<>();
    used.forEach((path, type) -> {
      boolean isDouble = (doubles >> Math.max(0, numbers.indexOf(path)) & 1) == 1;
      variables.add(CelVarDecl.newVarDeclaration(path, celType(type, isDouble)));
    });
    Cel typed = CelEnvironment.CEL.toCelBuilder().addVarDeclarations(variables).build();
    try {
      return new Right(typed.compile(source).getAst());
    } catch (CelValidationException e) {
      ExpressionException mistake = Expression.refusal(source, e.getErrors());
      List<String> told = new ArrayList<>();
      used.forEach((path, type) -> told.add(path + " is " + type.withArticle()));
      return new Wrong(
          new ExpressionException(
              mistake.getMessage() + "; " + String.join(", ", told), mistake.column()));
    }
  }

  private static CelType celType(ValueType type, boolean isDouble) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case NUMBER -> isDouble ? SimpleType.DOUBLE : SimpleType.INT;
      case BOOLEAN -> SimpleType.BOOL;
      case LIST -> ListType.create(SimpleType.DYN);
      case MAP -> MapType.create(SimpleType.STRING, SimpleType.DYN);
    };
  }

  private static @Nullable ValueType valueType(CelKind kind) {
    return switch (kind) {
      case STRING -> ValueType.STRING;
      case INT, UINT, DOUBLE -> ValueType.NUMBER;
      case BOOL -> ValueType.BOOLEAN;
      case LIST -> ValueType.LIST;
      case MAP -> ValueType.MAP;
      default -> null;
    };
  }
}
