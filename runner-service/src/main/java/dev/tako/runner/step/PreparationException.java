package dev.tako.runner.step;

import org.jspecify.annotations.Nullable;

/// The job's surroundings could not be had; the message says what was expected and what was found.
public final class PreparationException extends Exception {
  private static final long serialVersionUID = 1;

  public PreparationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
