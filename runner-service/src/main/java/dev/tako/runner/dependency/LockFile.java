package dev.tako.runner.dependency;

import java.util.List;

/// A lock file that has to follow a change, and how.
///
/// @param path relative to the workspace
/// @param folder of the lock file, where the command is to be run; empty: the workspace itself
/// @param program what the runner must have
public record LockFile(String path, String folder, String program, String command) {

  /// One script for all of them, which ends at the first that fails.
  public static String script(List<LockFile> locks) {
    StringBuilder script = new StringBuilder();
    for (LockFile lock : locks) {
      String missing =
          "tako: expected %s in the PATH to bring %s up to date, but it is not there; install it where the runner runs, or leave out update_lock_files"
              .formatted(lock.program(), lock.path());
      script.append(
          """
          command -v %1$s >/dev/null 2>&1 || { printf '%%s\\n' %2$s >&2; exit 127; }
          echo "+ %3$s"
          (cd %4$s && %3$s) || exit $?
          """
              .formatted(
                  lock.program(), quoted(missing), lock.command(), quoted("./" + lock.folder())));
    }
    return script.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
