package dev.tako.runner.process;

import dev.tako.runner.step.Command;
import dev.tako.runner.step.CommandEnd;
import dev.tako.runner.step.CommandResult;
import dev.tako.runner.step.Commands;
import dev.tako.runner.step.StepLog;
import dev.tako.runner.step.StopSignal;
import dev.tako.runner.workspace.ExecutionDirectory;
import dev.tako.runner.workspace.InsidePath;
import dev.tako.runner.workspace.InsidePath.OutsideException;
import dev.tako.runner.workspace.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs commands with `sh`, each in a session of its own, and sees them to their end.
///
/// The calling thread starts the process, waits for it and ends it; it must be a platform thread
/// that lives until then.
public final class Shell implements Commands {
  private static final long TICK_MILLIS = 25;
  private static final Duration LEFTOVER_PATIENCE = Duration.ofMillis(250);
  private static final Optional<Path> SETSID = find("setsid");

  private final ShellSettings settings;

  public Shell(ShellSettings settings) {
    this.settings = settings;
  }

  /// Whether commands get sessions of their own here; else only the descendants of the shell can be
  /// found again.
  static boolean hasSessions() {
    return SETSID.isPresent();
  }

  @Override
  public CommandResult run(
      Command command, ExecutionDirectory directory, StopSignal stop, StepLog log)
      throws IOException {
    Path folder = directory.step();
    Trees.empty(folder);
    Map<String, Path> variables = new HashMap<>();
    command.variables().forEach(name -> variables.put(name, folder.resolve("variable." + name)));
    Path stdout = Files.createFile(folder.resolve("stdout"));
    Path stderr = command.separateStreams() ? Files.createFile(folder.resolve("stderr")) : stdout;
    Path outputs = Files.createFile(folder.resolve("outputs"));
    Path workingDirectory;
    try {
      workingDirectory = workingDirectory(command, directory);
    } catch (OutsideException e) {
      CommandEnd refused =
          new CommandEnd.Refused("Cannot use working_directory: " + e.getMessage());
      return new CommandResult(refused, List.of(), stdout, stderr, outputs, variables);
    }

    String token =
        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    ProcessBuilder builder = new ProcessBuilder(line(Script.write(command, folder, variables)));
    builder.directory(workingDirectory.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()));
    if (command.separateStreams()) {
      builder.redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
    } else {
      builder.redirectErrorStream(true);
    }
    environment(builder.environment(), command, directory, outputs, token);

    ProcessGroup group = new ProcessGroup(token, 0, ProcFs.nowTicks());
    group.write(directory);
    Path[] files = command.separateStreams() ? new Path[] {stdout, stderr} : new Path[] {stdout};
    try (Output output = new Output(log, command.masking(), files)) {
      Process process = builder.start();
      group = new ProcessGroup(token, process.pid(), group.startTicks());
      CommandEnd end;
      try {
        group.write(directory);
        end = await(process, group, command.timeout(), output, stop);
      } catch (IOException | RuntimeException e) {
        group.kill();
        throw e;
      }
      if (end instanceof CommandEnd.PrintedTooMuch) {
        output.leaveOut();
      }
      output.finish();
      Files.deleteIfExists(directory.process());
      return new CommandResult(end, output.lastLines(), stdout, stderr, outputs, variables);
    }
  }

  private CommandEnd await(
      Process process,
      ProcessGroup group,
      @Nullable Duration timeout,
      Output output,
      StopSignal stop)
      throws IOException {
    long start = System.nanoTime();
    while (!exitsWithin(process, TICK_MILLIS)) {
      if (output.size() > settings.outputLimit()) {
        group.kill();
        return new CommandEnd.PrintedTooMuch(settings.outputLimit());
      }
      output.pump();
      if (stop.isSet()) {
        end(process, group, output);
        return new CommandEnd.Stopped();
      }
      if (timeout != null && System.nanoTime() - start > timeout.toNanos()) {
        end(process, group, output);
        return new CommandEnd.TimedOut(timeout);
      }
    }
    List<String> left = group.leftAfter(LEFTOVER_PATIENCE);
    if (!left.isEmpty()) {
      group.kill();
    }
    if (output.size() > settings.outputLimit()) {
      return new CommandEnd.PrintedTooMuch(settings.outputLimit());
    }
    return left.isEmpty() || !settings.failOnLeftovers()
        ? new CommandEnd.Exited(process.exitValue())
        : new CommandEnd.LeftProcesses(process.exitValue(), left);
  }

  /// SIGTERM, the grace time for all of it to end, SIGKILL for what is left then.
  private void end(Process process, ProcessGroup group, Output output) throws IOException {
    group.terminate();
    long end = System.nanoTime() + settings.grace().toNanos();
    while (System.nanoTime() < end && output.size() <= settings.outputLimit()) {
      if (exitsWithin(process, TICK_MILLIS)
          && group.leftAfter(Duration.ofMillis(TICK_MILLIS)).isEmpty()) {
        return;
      }
      output.pump();
    }
    group.kill();
  }

  private void environment(
      Map<String, String> environment,
      Command command,
      ExecutionDirectory directory,
      Path outputs,
      String token) {
    environment.clear();
    environment.put("PATH", settings.path());
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", directory.home().toString());
    environment.put("TMPDIR", directory.tmp().toString());
    environment.putAll(settings.env());
    environment.putAll(command.env());
    environment.put("TAKO_WORKSPACE", directory.work().toString());
    environment.put("TAKO_OUTPUT", outputs.toString());
    environment.put(ProcessGroup.TOKEN_VARIABLE, token);
  }

  private static Path workingDirectory(Command command, ExecutionDirectory directory)
      throws OutsideException {
    String relative = command.workingDirectory();
    return relative == null ? directory.work() : InsidePath.existing(directory.work(), relative);
  }

  private static List<String> line(Path script) {
    List<String> line = new ArrayList<>();
    SETSID.ifPresent(setsid -> line.add(setsid.toString()));
    line.add("/bin/sh");
    line.add(script.toString());
    return line;
  }

  private static boolean exitsWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Stopping is told by the stop signal; nobody interrupts a step.
      return !process.isAlive();
    }
  }

  private static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin:/bin";
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
