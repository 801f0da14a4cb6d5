package dev.tako.runner;

import dev.tako.contract.Control;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.Job;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.runner.blob.Snapshots;
import dev.tako.runner.git.Mirrors;
import dev.tako.runner.kafka.ControlWatcher;
import dev.tako.runner.kafka.JobQueue;
import dev.tako.runner.kafka.KafkaReports;
import dev.tako.runner.kafka.LogShipper;
import dev.tako.runner.kafka.Taken;
import dev.tako.runner.process.Shell;
import dev.tako.runner.secret.JobSecrets;
import dev.tako.runner.secret.SecretFolder;
import dev.tako.runner.step.JobReports;
import dev.tako.runner.step.JobRun;
import dev.tako.runner.step.JobRun.Outcome;
import dev.tako.runner.step.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runner: takes jobs off the queue, runs them, says what becomes of them.
///
/// ```
/// tako.jobs ─► JobQueue ─► taken(job): job-started ─► JobRun ─► tako.completions
///                                                      │  └───► LogShipper ─► tako.logs
/// tako.control ─► ControlWatcher ─► StopSignal ────────┘
/// ```
final class Runner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final String name;
  private final RunnerConfig config;
  private final InstantSource clock;
  private final Machine machine;
  private final Mirrors mirrors;
  private final LocalWorkspaces workspaces;
  private final Shell shell;
  private final SecretFolder secrets;
  private final Producer<String, byte[]> producer;
  private final LogShipper logs;
  private final JobQueue queue;
  private final ControlWatcher control;
  private final ScheduledThreadPoolExecutor heartbeats = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService tidier = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ExecutionId, ActiveJob> active = new ConcurrentHashMap<>();
  private final Cancellations cancellations = new Cancellations();
  private volatile boolean givenUp;

  /// @param name tells this process from every other, also from its own predecessor
  Runner(String name, RunnerConfig config, Clients clients, InstantSource clock)
      throws IOException {
    this.name = name;
    this.config = config;
    this.clock = clock;
    this.machine = Machine.claim(config);
    this.mirrors = new Mirrors(machine.mirrors());
    this.workspaces =
        new LocalWorkspaces(
            machine.workspaces(),
            config.diskLimit().asLongValue(),
            mirrors,
            new Snapshots(machine.blobs()));
    this.shell = new Shell(machine.shell());
    this.secrets = new SecretFolder(machine.secrets());
    this.producer = clients.producer();
    this.logs = new LogShipper(clients.producer(), name, clock);
    this.control = new ControlWatcher(clients.watcher(), this::heard);
    this.queue =
        new JobQueue(
            () -> clients.shareConsumer(Topics.RUNNERS_GROUP),
            new DeadLetters(producer, "runner"),
            machine.slots(),
            this::taken);
    heartbeats.setRemoveOnCancelPolicy(true);
  }

  /// Takes jobs from now on.
  void start() throws InterruptedException {
    WarmUp.run();
    if (control.awaitListening()) {
      queue.start();
      LOG.info("Taking jobs: runner={} slots={}", name, machine.slots());
    }
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return queue.isAlive() && control.isAlive();
  }

  /// Takes no more jobs, lets those it has go on for the drain time, then leaves the rest to
  /// others.
  @Override
  public void close() throws IOException {
    queue.stopTaking();
    if (!queue.awaitJobs(config.drain())) {
      LOG.info("Leaving jobs to other runners: executions={}", active.keySet());
      active.values().forEach(job -> job.stop().stop(new StopSignal.Abandon()));
      if (!queue.awaitJobs(config.grace().plus(LAST_WORDS))) {
        givenUp = true;
        queue.awaitJobs(LAST_WORDS);
      }
    }
    heartbeats.shutdownNow();
    control.close();
    tidier.close();
    logs.close();
    producer.close(LAST_WORDS);
    mirrors.close();
    machine.close();
  }

  private Taken taken(Job.RunSteps job, @Nullable String traceparent) {
    ActiveJob previous = active.get(job.executionId());
    if (previous != null) {
      if (previous.isSameOrNewerThan(job)) {
        LOG.info("Has the job already: jobId={} epoch={}", job.jobId(), job.epoch());
        return Taken.NOTHING;
      }
      previous.stop().stop(new StopSignal.Abandon());
    }
    JobReports reports =
        new JobReports(
            job, name, clock, new KafkaReports(producer, job, name, traceparent, () -> givenUp));
    ActiveJob taken =
        new ActiveJob(job, traceparent, reports, new StopSignal(), new CountDownLatch(1));
    active.put(job.executionId(), taken);
    cancellations.of(job).ifPresent(c -> taken.stop().stop(new StopSignal.Cancel(c.reason())));
    LOG.info(
        "Took a job: runId={} executionId={} jobId={} epoch={} repo={} steps={}",
        job.runId(),
        job.executionId(),
        job.jobId(),
        job.epoch(),
        job.repo(),
        job.steps().size());
    reports.jobStarted();
    if (previous == null && !job.hasCommands()) {
      return runAtOnce(taken);
    }
    return new Taken(
        reports::flush,
        () -> {
          if (previous != null) {
            await(previous);
          }
          run(taken);
        });
  }

  /// Nothing to wait for: the job is over before a slot's thread could have been woken.
  private Taken runAtOnce(ActiveJob active) {
    Outcome outcome = outcome(active);
    active.reports().post();
    return new Taken(
        () -> {
          active.reports().flush();
          ended(active, outcome);
        },
        null);
  }

  private void run(ActiveJob active) {
    AtomicInteger count = new AtomicInteger();
    long interval = config.heartbeat().toMillis();
    ScheduledFuture<?> heartbeat =
        heartbeats.scheduleAtFixedRate(
            () -> active.reports().heartbeat(count.incrementAndGet()),
            interval,
            interval,
            TimeUnit.MILLISECONDS);
    Outcome outcome = Outcome.ABANDONED;
    try {
      outcome = outcome(active);
      heartbeat.cancel(false);
      active.reports().flush();
    } finally {
      heartbeat.cancel(false);
      ended(active, outcome);
    }
  }

  private void ended(ActiveJob active, Outcome outcome) {
    Job.RunSteps job = active.job();
    LOG.info(
        "Ended a job: executionId={} jobId={} epoch={} outcome={}",
        job.executionId(),
        job.jobId(),
        job.epoch(),
        outcome);
    tidyLater(active, outcome);
  }

  /// Deleting takes its time; the slot is free meanwhile, but the execution is not.
  private void tidyLater(ActiveJob ended, Outcome outcome) {
    Runnable end =
        () -> {
          active.remove(ended.job().executionId(), ended);
          ended.done().countDown();
        };
    boolean anotherFollows = outcome == Outcome.COMPLETED && !ended.job().last();
    if (outcome == Outcome.ABANDONED || anotherFollows) {
      end.run();
    } else {
      tidier.execute(() -> {
        tidy(ended.job(), outcome);
        end.run();
      });
    }
  }

  private Outcome outcome(ActiveJob active) {
    try {
      return new JobRun(
              active.job(),
              active.reports(),
              workspaces,
              shell,
              active.stop(),
              stepId -> logs.of(active.job(), stepId),
              new JobSecrets(secrets, active.job()),
              active.traceparent())
          .run();
    } catch (RuntimeException e) {
      LOG.error("A job could not be run: jobId={}", active.job().jobId(), e);
      active.reports().jobFailed("The runner could not run the job: " + e);
      return Outcome.FAILED;
    }
  }

  /// An execution that has ended needs no workspace; one that failed may be resumed from its last
  /// snapshot. One that was left to another runner stays as it is until it is dropped.
  private void tidy(Job.RunSteps job, Outcome outcome) {
    try {
      switch (outcome) {
        case COMPLETED -> workspaces.drop(job.executionId());
        case FAILED, CANCELLED -> workspaces.delete(job.executionId());
        case ABANDONED -> {}
      }
    } catch (IOException e) {
      LOG.warn(
          "Cannot delete a workspace: executionId={} reason={}", job.executionId(), e.toString());
    }
  }

  private void heard(Control message) {
    switch (message) {
      case Control.CancelJob cancel -> {
        if (cancel.runner() == null || cancel.runner().equals(name)) {
          cancel(cancel);
        }
      }
      case Control.DropWorkspace(ExecutionId execution) -> drop(execution);
    }
  }

  private void cancel(Control.CancelJob cancel) {
    cancellations.add(cancel);
    ActiveJob job = active.get(cancel.executionId());
    if (job != null && cancellations.of(job.job()).isPresent()) {
      job.stop().stop(new StopSignal.Cancel(cancel.reason()));
    }
  }

  private void drop(ExecutionId execution) {
    Thread.ofVirtual()
        .start(() -> {
          ActiveJob job = active.get(execution);
          if (job != null) {
            await(job);
          }
          try {
            workspaces.drop(execution);
          } catch (IOException e) {
            LOG.warn("Cannot drop: executionId={} reason={}", execution, e.toString());
          }
        });
  }

  private static void await(ActiveJob job) {
    try {
      job.done().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
