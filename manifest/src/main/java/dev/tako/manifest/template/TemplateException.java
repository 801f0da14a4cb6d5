package dev.tako.manifest.template;

/// A template that cannot be read, or cannot be rendered over the values at hand.
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;

  /// @param column where in the template, from 1; the whole template counts as one line
  public TemplateException(String message, int column) {
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
