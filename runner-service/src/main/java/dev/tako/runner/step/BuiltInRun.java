package dev.tako.runner.step;

import dev.tako.contract.Completion.FailureKind;
import dev.tako.runner.dependency.DependencyUpdate;
import dev.tako.runner.dependency.LockFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the runner does itself in the workspace, between commands: no process of a step runs
/// meanwhile.
final class BuiltInRun {

  /// What can run a script in the step's surroundings.
  interface Scripts {
    Attempt run(String script) throws PreparationException;
  }

  private final Workspace workspace;
  private final StopSignal stop;
  private final Scripts scripts;
  private final Consumer<String> log;

  /// @param log gets a line for what was done
  BuiltInRun(Workspace workspace, StopSignal stop, Scripts scripts, Consumer<String> log) {
    this.workspace = workspace;
    this.stop = stop;
    this.scripts = scripts;
    this.log = log;
  }

  Attempt checkout(Task.Checkout checkout, @Nullable Duration timeout) {
    long start = System.nanoTime();
    BooleanSupplier late = () -> timeout != null && System.nanoTime() - start > timeout.toNanos();
    try {
      String commit =
          workspace.checkout(
              checkout.ref(), checkout.recorded(), () -> stop.isSet() || late.getAsBoolean());
      log.accept("Checked out %s at %s.".formatted(checkout.ref(), commit));
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
                      .formatted(checkout.ref(), StepRun.words(timeout)),
                  List.of())
              : Failure.invalid(e.getMessage(), List.of()));
    }
  }

  Attempt update(Task.UpdateDependency update) throws PreparationException {
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
    log.accept(
        changed
            ? "%s is at %s now, before at %s: %s"
                .formatted(
                    update.name(),
                    update.version(),
                    done.previous(),
                    String.join(", ", done.files()))
            : "%s is at %s already.".formatted(update.name(), done.previous()));
    done.notes().forEach(note -> log.accept("Left as it is: " + note));
    List<String> files = new ArrayList<>(done.files());
    if (update.updateLockFiles() && !done.locks().isEmpty()) {
      Attempt locked = scripts.run(LockFile.script(done.locks()));
      if (!(locked instanceof Attempt.Succeeded)) {
        return locked;
      }
      done.locks().forEach(lock -> files.add(lock.path()));
    }
    return new Attempt.Succeeded(
        Map.of(
            "changed", String.valueOf(changed),
            "previous_version", done.previous(),
            "files", String.join(",", files)));
  }
}
