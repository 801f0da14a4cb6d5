package dev.tako.runner.workspace;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Paths that a manifest names and that must stay inside the workspace.
public final class InsidePath {
  private InsidePath() {}

  /// The path is not there, or leads out of the workspace; the message says which.
  public static final class OutsideException extends Exception {
    private static final long serialVersionUID = 1;

    OutsideException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /// The real path, all symbolic links resolved, of what exists at `relative`.
  public static Path existing(Path workspace, String relative) throws OutsideException {
    try {
      Path given = Path.of(relative);
      if (given.isAbsolute()) {
        throw new OutsideException(
            "Expected a path relative to the workspace, but found " + relative + ".");
      }
      Path root = workspace.toRealPath();
      if (!root.resolve(given).normalize().startsWith(root)) {
        throw leadsOut(relative);
      }
      Path real = root.resolve(given).toRealPath();
      if (!real.startsWith(root)) {
        throw leadsOut(relative);
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new OutsideException(
          "Expected " + relative + " in the workspace, but it is not there.");
    } catch (InvalidPathException | IOException e) {
      throw new OutsideException("Cannot use the path " + relative + ": " + e.getMessage());
    }
  }

  private static OutsideException leadsOut(String relative) {
    return new OutsideException(
        "Expected a path inside the workspace, but " + relative + " leads out of it.");
  }
}
