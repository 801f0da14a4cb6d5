package dev.tako.runner.dependency;

import java.util.function.Predicate;

/// What brings a lock file up to date.
///
/// @param file the lock file's name
/// @param isFor whether this tool wrote the lock file, by its first characters
/// @param program what the runner must have
/// @param command the command line, to be run in the lock file's folder; changes nothing but the
///   lock file where the tool can do that, and runs no scripts of packages
record LockTool(String file, Predicate<String> isFor, String program, String command) {
  LockTool(String file, String program, String command) {
    this(file, _ -> true, program, command);
  }
}
