package dev.tako.manifest.template;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands before the pipes, or as an argument of one.
sealed interface Operand {

  /// @throws dev.tako.manifest.expression.ExpressionException when there is no such value
  @Nullable Object value(Scope scope);

  /// The paths it reads.
  List<List<String>> paths();

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
  }
}
