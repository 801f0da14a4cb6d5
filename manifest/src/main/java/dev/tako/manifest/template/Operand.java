package dev.tako.manifest.template;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.expression.Types;
import dev.tako.manifest.expression.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands before the pipes, or as an argument of one.
sealed interface Operand {

  /// @throws dev.tako.manifest.expression.ExpressionException when there is no such value
  @Nullable Object value(Scope scope);

  /// The paths it reads.
  List<List<String>> paths();

  /// The type of its value, null when it may be of several.
  @Nullable ValueType type(Types known);

  /// `.inputs.version-bump`
  record Path(List<String> names) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return scope.at(names);
    }

    @Override
    public List<List<String>> paths() {
      return List.of(names);
    }

    /// What a step puts out is text.
    @Override
    public @Nullable ValueType type(Types known) {
      boolean isOutput =
          switch (names.getFirst()) {
            case "outputs", "env" -> names.size() == 2;
            case "steps" ->
                names.size() == (names.size() > 2 && names.get(2).equals("outputs") ? 4 : 3);
            default -> false;
          };
      return isOutput ? ValueType.STRING : known.byPath().get(String.join(".", names));
    }
  }

  /// Anything that is not a path.
  record Cel(Expression expression) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return expression.evaluate(scope);
    }

    @Override
    public List<List<String>> paths() {
      return expression.paths();
    }

    @Override
    public @Nullable ValueType type(Types known) {
      return known.of(expression);
    }
  }

  /// `"x"`, `5`, `true`: an argument of a pipe.
  record Constant(@Nullable Object constant) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return constant;
    }

    @Override
    public List<List<String>> paths() {
      return List.of();
    }

    @Override
    public @Nullable ValueType type(Types known) {
      return null;
    }
  }
}
