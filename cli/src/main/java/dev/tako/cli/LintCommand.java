package dev.tako.cli;

import dev.tako.cli.report.Report;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tako lint`: besides every problem of a manifest, what is allowed and seldom meant.
@Command(
    name = "lint",
    description = "Every problem of a tako.yml, and what it should not do although it may.",
    footer = {
      "",
      "Exit codes: 0 good, 1 warnings and --strict, 2 not valid.",
      "",
      "Examples:",
      "  tako lint",
      "  tako lint --strict services/",
      "  tako lint --output sarif > tako.sarif"
    })
final class LintCommand extends ManifestCommand {
  @Option(names = "--strict", description = "Warnings make the command fail.")
  private boolean strict;

  LintCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException {
    Report report = report(true);
    if (!report.isValid()) {
      return ExitCode.REFUSED;
    }
    return strict && !report.isClean() ? ExitCode.FAILED : ExitCode.COMPLETED;
  }
}
