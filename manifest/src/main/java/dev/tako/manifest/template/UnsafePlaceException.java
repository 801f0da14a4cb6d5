package dev.tako.manifest.template;

/// A value stands where no escaping can keep it from becoming shell syntax.
final class UnsafePlaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param why the value cannot stand there; the way out is added
  UnsafePlaceException(String why) {
    super(why + "; give the value to the step by `env` and write \"$NAME\" here");
  }
}
