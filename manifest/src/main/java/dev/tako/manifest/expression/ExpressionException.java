package dev.tako.manifest.expression;

import org.jspecify.annotations.Nullable;

/// An expression that cannot be compiled, or cannot be evaluated over the values at hand.
public class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;

  private final @Nullable String hint;

  /// @param column where in the expression, from 1; the whole expression counts as one line
  public ExpressionException(String message, int column) {
    this(message, column, null);
  }

  ExpressionException(String message, int column, @Nullable String hint) {
    super(message);
    this.column = column;
    this.hint = hint;
  }

  /// What to do about it, where that is known.
  public @Nullable String hint() {
    return hint;
  }

  public int column() {
    return column;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
