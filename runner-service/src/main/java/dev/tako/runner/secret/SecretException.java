package dev.tako.runner.secret;

/// A secret cannot be had; the message says why and where it was looked for, and never a value.
public final class SecretException extends Exception {
  private static final long serialVersionUID = 1;

  SecretException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
