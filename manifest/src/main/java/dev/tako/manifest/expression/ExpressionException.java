package dev.tako.manifest.expression;

/// An expression that cannot be compiled, or cannot be evaluated over the values at hand.
public class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;

  /// @param column where in the expression, from 1; the whole expression counts as one line
  public ExpressionException(String message, int column) {
    super(message);
    this.column = column;
  }

  public int column() {
    return column;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
