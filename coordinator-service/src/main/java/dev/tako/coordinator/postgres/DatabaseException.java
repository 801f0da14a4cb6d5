package dev.tako.coordinator.postgres;

import java.sql.SQLException;

/// PostgreSQL did not do what was asked; the caller may try again.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseException(String what, SQLException cause) {
    super("Could not " + what + ": " + cause.getMessage(), cause);
  }
}
