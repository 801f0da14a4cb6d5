package dev.tako.coordinator;

import dev.tako.contract.RunId;
import dev.tako.coordinator.RunRequests.Accepted;
import dev.tako.coordinator.RunRequests.Known;
import dev.tako.coordinator.RunRequests.NotPlanned;
import dev.tako.coordinator.kafka.Loop;
import dev.tako.coordinator.trigger.RunRequest;
import dev.tako.coordinator.trigger.ScheduledWorkflow;
import dev.tako.coordinator.trigger.ScheduledWorkflow.Key;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts workflows by the clock. One thread sleeps until the earliest schedule of the partitions
/// we own.
///
/// ```
/// due ─► ask for the run, under a key made of repository, workflow and time ─► store the next time
/// ```
///
/// A crash in between finds the time still due, asks again under the same key, and is answered with
/// the run it has become. What fails, because the graph service or the database is away, is tried
/// again after ten seconds.
@ApplicationScoped
class ScheduleClock implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleClock.class);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /// A machine may have slept, or its clock been set, while the thread waited.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Schedules schedules;
  private final RunRequests requests;
  private final InstantSource clock;
  private final Semaphore changed = new Semaphore(0);
  private final Map<Key, Instant> postponed = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("schedules").daemon().unstarted(this::run);
  private volatile boolean closed;

  ScheduleClock(Schedules schedules, RunRequests requests, InstantSource clock) {
    this.schedules = schedules;
    this.requests = requests;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    schedules.onChange(this::wake);
    thread.start();
  }

  /// Looks at the clock now.
  void wake() {
    changed.release();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closed = true;
    wake();
    thread.join(Duration.ofSeconds(20));
  }

  @Override
  public String name() {
    return "schedules";
  }

  @Override
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (!closed) {
      try {
        var _ = changed.tryAcquire(untilNext().toNanos(), TimeUnit.NANOSECONDS);
        changed.drainPermits();
        fireDue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration untilNext() {
    Instant now = clock.instant();
    return schedules.all().stream()
        .map(scheduled -> Duration.between(now, wakeAt(scheduled)))
        .min(Comparator.naturalOrder())
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT);
  }

  private Instant wakeAt(ScheduledWorkflow scheduled) {
    Instant later = postponed.get(scheduled.key());
    return later == null || later.isBefore(scheduled.nextAt()) ? scheduled.nextAt() : later;
  }

  void fireDue() {
    Instant now = clock.instant();
    List<ScheduledWorkflow> all = schedules.all();
    postponed.keySet().retainAll(all.stream().map(ScheduledWorkflow::key).toList());
    for (ScheduledWorkflow scheduled : all) {
      if (!closed && !wakeAt(scheduled).isAfter(now)) {
        fire(scheduled);
      }
    }
  }

  private void fire(ScheduledWorkflow scheduled) {
    Instant now = clock.instant();
    Instant time = scheduled.latest(now);
    try {
      RunId run = ask(scheduled.request(time, now));
      schedules.fired(scheduled, time, run);
      LOG.info("Schedule fired: key={} time={} runId={}", scheduled.key(), time, run);
    } catch (RuntimeException e) {
      postponed.put(scheduled.key(), now.plus(AGAIN));
      LOG.warn(
          "A schedule is due and will be tried again: key={} time={} {}",
          scheduled.key(),
          time,
          e.toString());
    }
  }

  private RunId ask(RunRequest request) {
    return switch (requests.request(request, null)) {
      case Accepted(var run, _) -> run.runId();
      case Known(var run) -> run.id();
      case NotPlanned refused -> requests.recordRefusal(refused, null);
    };
  }
}
