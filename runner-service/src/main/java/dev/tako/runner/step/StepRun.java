package dev.tako.runner.step;

import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.template.Template;
import dev.tako.manifest.template.TemplateException;
import dev.tako.runner.dependency.DependencyUpdate;
import dev.tako.runner.dependency.LockFile;
import dev.tako.runner.step.OutputReader.InvalidOutputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One step's command in the workspace: its tries, and what cleans up after the last one failed.
final class StepRun {
  private static final Duration TICK = Duration.ofMillis(50);

  private final StepSpec step;
  private final Preparation.Run run;
  private final Workspace workspace;
  private final Commands commands;
  private final StopSignal stop;
  private final StepLog log;

  StepRun(
      StepSpec step,
      Preparation.Run run,
      Workspace workspace,
      Commands commands,
      StopSignal stop,
      StepLog log) {
    this.step = step;
    this.run = run;
    this.workspace = workspace;
    this.commands = commands;
    this.stop = stop;
    this.log = log;
  }

  Attempt run() throws PreparationException {
    StepSpec.RetrySpec retry = step.retry();
    int attempts = retry == null ? 1 : Math.max(1, retry.maxAttempts());
    Duration backoff = retry == null ? Duration.ZERO : retry.backoff();
    for (int n = 1; ; n++) {
      Attempt attempt = attempt();
      if (!(attempt instanceof Attempt.Failed(Failure failure)) || retry == null || n >= attempts) {
        return attempt;
      }
      say(
          "%s Attempt %d of %d; the next one starts in %s."
              .formatted(failure.message(), n, attempts, words(backoff)));
      if (!pause(backoff)) {
        return new Attempt.Stopped(failure.lastLines());
      }
      backoff = min(backoff.multipliedBy(2), retry.maxBackoff());
    }
  }

  /// The `on_failure` commands, in order, whatever becomes of each.
  void cleanUp() {
    for (String template : step.onFailure()) {
      try {
        String script = Template.parse(template).renderShell(run.scope());
        CommandResult result =
            commands.run(run.command().withScript(script), workspace.directory(), stop, log);
        Failure failure = failureOf(result);
        if (failure != null) {
          say("on_failure: " + failure.message());
        }
      } catch (TemplateException | ExpressionException | IOException e) {
        say("on_failure: Cannot run '" + template + "': " + e.getMessage());
      }
    }
  }

  private Attempt attempt() throws PreparationException {
    return switch (run.task()) {
      case Task.Script _ -> command(run.command());
      case Task.Checkout checkout -> checkout(checkout.ref(), checkout.recorded());
      case Task.UpdateDependency update -> update(update);
    };
  }

  private Attempt checkout(String ref, @Nullable String recorded) {
    Duration timeout = run.command().timeout();
    long start = System.nanoTime();
    BooleanSupplier late = () -> timeout != null && System.nanoTime() - start > timeout.toNanos();
    try {
      String commit = workspace.checkout(ref, recorded, () -> stop.isSet() || late.getAsBoolean());
      say("Checked out %s at %s.".formatted(ref, commit));
      return new Attempt.Succeeded(Map.of("commit", commit));
    } catch (PreparationException e) {
      if (stop.isSet()) {
        return new Attempt.Stopped(List.of());
      }
      return new Attempt.Failed(
          timeout != null && late.getAsBoolean()
              ? new Failure(
                  FailureKind.TIMED_OUT,
                  null,
                  "Expected the checkout of %s to end within %s, but it did not."
                      .formatted(ref, words(timeout)),
                  List.of())
              : Failure.invalid(e.getMessage(), List.of()));
    }
  }

  private Attempt update(Task.UpdateDependency update) throws PreparationException {
    try {
      return switch (DependencyUpdate.of(
          workspace.directory().work(), update.name(), update.version())) {
        case DependencyUpdate.Refused(String message) ->
            new Attempt.Failed(Failure.invalid(message, List.of()));
        case DependencyUpdate.Done done -> updated(update, done);
      };
    } catch (IOException e) {
      return new Attempt.Failed(
          Failure.invalid("Cannot change the workspace: " + e.getMessage(), List.of()));
    }
  }

  private Attempt updated(Task.UpdateDependency update, DependencyUpdate.Done done)
      throws PreparationException {
    boolean changed = !done.files().isEmpty();
    say(
        changed
            ? "%s is at %s now, before at %s: %s"
                .formatted(
                    update.name(),
                    update.version(),
                    done.previous(),
                    String.join(", ", done.files()))
            : "%s is at %s already.".formatted(update.name(), done.previous()));
    done.notes().forEach(note -> say("Left as it is: " + note));
    if (update.updateLockFiles() && !done.locks().isEmpty()) {
      Attempt locks = command(run.command().withScript(LockFile.script(done.locks())));
      if (!(locks instanceof Attempt.Succeeded)) {
        return locks;
      }
    }
    List<String> files = new ArrayList<>(done.files());
    if (update.updateLockFiles()) {
      done.locks().forEach(lock -> files.add(lock.path()));
    }
    return new Attempt.Succeeded(
        Map.of(
            "changed", String.valueOf(changed),
            "previous_version", done.previous(),
            "files", String.join(",", files)));
  }

  private Attempt command(Command command) throws PreparationException {
    try {
      CommandResult result = commands.run(command, workspace.directory(), stop, log);
      if (result.end() instanceof CommandEnd.Stopped) {
        return new Attempt.Stopped(result.lastLines());
      }
      Failure failure = failureOf(result);
      String oversize = workspace.oversize();
      if (failure == null && oversize != null) {
        failure = new Failure(FailureKind.LIMIT, null, oversize, result.lastLines());
      }
      if (failure != null) {
        return new Attempt.Failed(failure);
      }
      return outputs(result);
    } catch (IOException e) {
      return new Attempt.Failed(
          Failure.invalid("Cannot start the command: " + e.getMessage(), List.of()));
    }
  }

  private Attempt outputs(CommandResult result) {
    try {
      return new Attempt.Succeeded(
          new OutputReader(workspace.directory().work(), result).read(step));
    } catch (InvalidOutputException e) {
      return new Attempt.Failed(Failure.invalid(e.getMessage(), result.lastLines()));
    }
  }

  private static @Nullable Failure failureOf(CommandResult result) {
    List<String> lines = result.lastLines();
    return switch (result.end()) {
      case CommandEnd.Exited(int code) when code == 0 -> null;
      case CommandEnd.Exited(int code) ->
          new Failure(
              FailureKind.EXIT_CODE,
              code,
              "Expected the command to exit with 0, but it exited with " + code + ".",
              lines);
      case CommandEnd.TimedOut(Duration timeout) ->
          new Failure(
              FailureKind.TIMED_OUT,
              null,
              "Expected the command to end within "
                  + words(timeout)
                  + ", but it did not; its processes were ended.",
              lines);
      case CommandEnd.PrintedTooMuch(long limit) ->
          new Failure(
              FailureKind.LIMIT,
              null,
              "The command printed more than %s; redirect its output to a file, or raise tako.runner.output-limit."
                  .formatted(size(limit)),
              lines);
      case CommandEnd.LeftProcesses(int code, List<String> processes) ->
          new Failure(
              FailureKind.LIMIT,
              code,
              "The command left %d %s running: %s; end them before the step ends, or set tako.runner.leftover-processes=kill."
                  .formatted(
                      processes.size(),
                      processes.size() == 1 ? "process" : "processes",
                      String.join(", ", processes)),
              lines);
      case CommandEnd.Refused(String message) -> Failure.invalid(message, lines);
      case CommandEnd.Stopped() ->
          new Failure(FailureKind.CANCELLED, null, "The command was stopped.", lines);
    };
  }

  private void say(String line) {
    String masked = run.command().masking().apply(line);
    log.offer("tako: " + masked.substring(0, Math.min(masked.length(), 4_000)) + "\n", TICK);
  }

  /// @return false if the job was told to stop meanwhile
  private boolean pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (!stop.isSet() && System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(TICK.toNanos(), end - System.nanoTime()));
    }
    return !stop.isSet();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  static String size(long bytes) {
    long mib = 1024 * 1024;
    return bytes % mib == 0 ? bytes / mib + " MiB" : bytes + " bytes";
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
