package dev.tako.cli;

import dev.tako.cli.http.Addresses;
import dev.tako.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a command finds around it.
///
/// @param systemFile the state of the embedded system, where there is one
public record Session(
    Terminal terminal, Map<String, String> environment, Optional<Path> systemFile) {

  /// This process's own.
  public static Session system() {
    return new Session(Terminal.system(), System.getenv(), Addresses.systemFile());
  }
}
