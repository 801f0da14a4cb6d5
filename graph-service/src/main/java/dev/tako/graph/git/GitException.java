package dev.tako.graph.git;

/// A repository could not be reached or read; the message says which, why and what to do.
public final class GitException extends Exception {
  private static final long serialVersionUID = 1;

  GitException(String message, Throwable cause) {
    super(message, cause);
  }

  GitException(String message) {
    super(message);
  }
}
