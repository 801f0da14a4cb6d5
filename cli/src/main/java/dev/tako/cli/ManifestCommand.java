package dev.tako.cli;

import dev.tako.cli.report.Report;
import dev.tako.cli.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands that read manifests without a server have: which, and how to print what was
/// found.
abstract class ManifestCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|DIR",
      description = "Default: tako.yml of the working directory.")
  private Path path = Path.of("tako.yml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print what was found: ${COMPLETION-CANDIDATES}. Default: text.")
  private ReportFormat output = ReportFormat.text;

  ManifestCommand(Session session) {
    this.session = session;
  }

  /// Reads and prints.
  ///
  /// @param lint whether doubtful places of valid manifests are reported too
  Report report(boolean lint) throws IOException {
    Report report = new ManifestFiles(path).check(lint);
    session.terminal().out().print(output.write(report, session.terminal().paint()));
    return report;
  }
}
