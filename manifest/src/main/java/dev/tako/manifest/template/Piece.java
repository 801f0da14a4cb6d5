package dev.tako.manifest.template;

import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.MissingValueException;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.expression.Types;
import dev.tako.manifest.expression.ValueType;
import dev.tako.manifest.expression.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a template.
sealed interface Piece {

  /// Text that stays as it is.
  record Literal(String text) implements Piece {}

  /// `{{ operand | pipe | pipe }}`
  ///
  /// @param source what stands between the braces
  /// @param column of the opening braces in the template, from 1
  record Hole(Operand operand, List<Call> pipes, String source, int column) implements Piece {

    /// A pipe with its arguments.
    record Call(Pipe pipe, List<Operand> args) {}

    boolean isRaw() {
      return pipes.stream().anyMatch(call -> call.pipe() == Pipe.RAW);
    }

    boolean isShellQuoted() {
      return !pipes.isEmpty() && pipes.getLast().pipe() == Pipe.SHELL_QUOTE;
    }

    boolean allowsMissing() {
      return !pipes.isEmpty() && pipes.getFirst().pipe().allowsMissing();
    }

    @Nullable Object value(Scope scope) {
      try {
        Object value = first(scope);
        for (Call call : pipes) {
          value = call.pipe().apply(value, call.args().stream().map(a -> a.value(scope)).toList());
        }
        return value;
      } catch (ExpressionException | IllegalArgumentException e) {
        throw failure(String.valueOf(e.getMessage()));
      }
    }

    private @Nullable Object first(Scope scope) {
      try {
        return operand.value(scope);
      } catch (MissingValueException e) {
        if (allowsMissing()) {
          return null;
        }
        throw e;
      }
    }

    String text(Scope scope) {
      Object value = value(scope);
      if (value == null) {
        throw failure("the value is null; `| default \"…\"` gives it another");
      }
      return Values.text(value);
    }

    /// The type of the value, null when it may be of several.
    @Nullable ValueType type(Types known) {
      return pipes.isEmpty() ? operand.type(known) : pipes.getLast().pipe().result();
    }

    TemplateException failure(String reason) {
      return new TemplateException("{{ " + source + " }}: " + reason, column);
    }
  }
}
