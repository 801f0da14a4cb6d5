package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.http.ApiException;
import dev.tako.cli.http.UnreachableException;
import dev.tako.cli.terminal.LiveView;
import dev.tako.cli.terminal.RunChanges;
import dev.tako.cli.terminal.RunTreeView;
import dev.tako.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Follows a run until it has ended: a tree that updates in place, or one line for each change and
/// the tree at the end where nobody watches.
///
/// The stream of changes says when to look again; should it break, a look each second does. A
/// coordinator that restarts meanwhile is waited for.
public final class RunWatcher {
  private static final Set<String> ENDED =
      Set.of("completed", "failed", "cancelled", "skipped", "timed_out");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A run is known a moment after its id is.
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private static final int NOT_FOUND = 404;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long COALESCE_MILLIS = 50;

  private final Api coordinator;
  private final Terminal terminal;

  public RunWatcher(Api coordinator, Terminal terminal) {
    this.coordinator = coordinator;
    this.terminal = terminal;
  }

  /// Whether nothing can follow this status.
  public static boolean hasEnded(JsonNode run) {
    return ENDED.contains(run.path("status").asText());
  }

  /// @return the run as it ended
  /// @throws UnreachableException if the coordinator is away for more than a minute
  public JsonNode watch(String runId) {
    Semaphore changed = new Semaphore(0);
    AtomicBoolean done = new AtomicBoolean();
    Thread.ofVirtual().start(() -> listen(runId, changed, done));
    try {
      return follow(runId, changed);
    } finally {
      done.set(true);
    }
  }

  private JsonNode follow(String runId, Semaphore changed) {
    LiveView view = new LiveView(terminal);
    RunChanges changes = new RunChanges();
    Instant lastAnswer = Instant.now();
    while (true) {
      try {
        JsonNode run = coordinator.get(path(runId));
        lastAnswer = Instant.now();
        boolean ended = hasEnded(run);
        show(run, view, changes, ended);
        if (ended) {
          return run;
        }
      } catch (UnreachableException e) {
        if (isOver(PATIENCE, lastAnswer)) {
          throw e;
        }
      } catch (ApiException e) {
        if (e.status() != NOT_FOUND || isOver(SETTLING, lastAnswer)) {
          throw e;
        }
      }
      await(changed);
    }
  }

  private void show(JsonNode run, LiveView view, RunChanges changes, boolean ended) {
    Instant now = Instant.now();
    if (!terminal.interactive()) {
      changes.since(run, now).forEach(terminal.out()::println);
      if (ended) {
        RunTreeView.lines(run, now, terminal.paint()).forEach(terminal.out()::println);
      }
    } else if (ended) {
      view.finish(RunTreeView.lines(run, now, terminal.paint()));
    } else {
      view.draw(RunTreeView.lines(run, now, terminal.paint()));
    }
  }

  private static boolean isOver(Duration limit, Instant since) {
    return Duration.between(since, Instant.now()).compareTo(limit) > 0;
  }

  /// Until something changed, or a tick; what changes within a moment is shown at once.
  private static void await(Semaphore changed) {
    try {
      if (changed.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        // Changes come in bursts; the run is read once for all of a moment, not once for each.
        Thread.sleep(COALESCE_MILLIS);
        changed.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while watching a run", e);
    }
  }

  private void listen(String runId, Semaphore changed, AtomicBoolean done) {
    while (!done.get()) {
      try {
        coordinator.stream(path(runId) + "/stream", _ -> changed.release());
      } catch (UnreachableException | ApiException e) {
        // The next look tells.
      }
      try {
        // A back-off: the stream has ended, or the service is away; it is not asked in a circle.
        Thread.sleep(TICK);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  static String path(String runId) {
    return "/api/v1/runs/" + Api.encode(runId);
  }
}
