package dev.tako.manifest.expression;

/// An interval whose upper limit stands first.
public final class SwappedLimitsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String corrected;

  SwappedLimitsException(String found, String corrected) {
    super(
        "expected the lower limit of a range to stand first, found '"
            + found
            + "', whose limits are swapped");
    this.corrected = corrected;
  }

  /// What to write instead.
  public String hint() {
    return "write '" + corrected + "'";
  }
}
