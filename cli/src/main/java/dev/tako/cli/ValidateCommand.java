package dev.tako.cli;

import dev.tako.cli.report.Report;
import dev.tako.cli.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class ValidateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|DIR",
      description = "Default: tako.yml of the working directory.")
  private Path path = Path.of("tako.yml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the problems: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat output = ReportFormat.text;

  ValidateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Report report = new ManifestFiles(path).check(false);
    session.terminal().out().print(output.write(report, session.terminal().paint()));
    return report.isValid() ? ExitCode.COMPLETED : ExitCode.REFUSED;
  }
}
