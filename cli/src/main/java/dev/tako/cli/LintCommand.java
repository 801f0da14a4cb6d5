package dev.tako.cli;

import dev.tako.cli.report.Report;
import dev.tako.cli.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class LintCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|DIR",
      description = "Default: tako.yml of the working directory.")
  private Path path = Path.of("tako.yml");

  @Option(names = "--strict", description = "Warnings make the command fail.")
  private boolean strict;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print what was found: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat output = ReportFormat.text;

  LintCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Report report = new ManifestFiles(path).check(true);
    session.terminal().out().print(output.write(report, session.terminal().paint()));
    if (!report.isValid()) {
      return ExitCode.REFUSED;
    }
    return strict && !report.isClean() ? ExitCode.FAILED : ExitCode.COMPLETED;
  }
}
