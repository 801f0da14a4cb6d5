package dev.tako.dev;

import dev.tako.cli.ExitCode;
import dev.tako.cli.Session;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tako test`: the whole test suite.
@Command(
    name = "test",
    description = "Run the whole test suite.",
    footer = {"", "Examples:", "  tako test", "  tako test -- -pl manifest -am"})
final class TestCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ARG", arity = "0..*", description = "Passed on to Maven, after --.")
  private List<String> arguments = new ArrayList<>();

  TestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    Path log = home.data().resolve("test.log");
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "verify"));
    command.addAll(arguments);
    Process maven =
        new ProcessBuilder(command)
            .directory(home.root().toFile())
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectErrorStream(true)
            .start();
    TestProgress progress = new TestProgress(session.terminal());
    try (Cleanup cleanup = Cleanup.onInterrupt(maven::destroy);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter copy = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line);
        copy.newLine();
        progress.line(line);
      }
      cleanup.keep();
    }
    int exitCode = maven.waitFor();
    progress.finish(exitCode == 0, log);
    return exitCode == 0 ? ExitCode.COMPLETED : ExitCode.FAILED;
  }
}
