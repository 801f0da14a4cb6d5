package dev.tako.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/// `tako validate`: every problem of a manifest, found on this machine without a server.
@Command(
    name = "validate",
    description = "Every problem of a tako.yml, or of all below a folder; needs no server.",
    footer = {
      "",
      "Exit codes: 0 valid, 2 not.",
      "",
      "Examples:",
      "  tako validate",
      "  tako validate services/",
      "  tako validate --output sarif tako.yml > tako.sarif"
    })
final class ValidateCommand extends ManifestCommand {
  ValidateCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException {
    return report(false).isValid() ? ExitCode.COMPLETED : ExitCode.REFUSED;
  }
}
