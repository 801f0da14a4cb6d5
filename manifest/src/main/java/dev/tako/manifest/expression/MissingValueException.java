package dev.tako.manifest.expression;

/// A path that leads nowhere; the message names what exists instead.
public final class MissingValueException extends ExpressionException {

  private static final long serialVersionUID = 1L;

  public MissingValueException(String message) {
    super(message, 1);
  }
}
