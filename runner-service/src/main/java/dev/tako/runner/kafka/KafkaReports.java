package dev.tako.runner.kafka;

import dev.tako.contract.Completion;
import dev.tako.contract.Job;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.runner.step.Reports;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one job's reports to `tako.completions` until each has arrived.
///
/// Sends are not awaited one by one. When one fails, it and all after it are sent again in the same
/// order; ids are the same then, so readers can tell. Those of a job without commands are held back
/// to go out together: the coordinator then takes them in one transaction.
public final class KafkaReports implements Reports {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReports.class);
  private static final Duration BACKOFF = Duration.ofSeconds(1);

  private record Sent(ProducerRecord<String, byte[]> record, Future<?> ack) {
    boolean hasArrived() {
      return ack.state() == Future.State.SUCCESS;
    }

    boolean hasFailed() {
      return ack.state() == Future.State.FAILED || ack.state() == Future.State.CANCELLED;
    }
  }

  private final Producer<String, byte[]> producer;
  private final Job.RunSteps job;
  private final String runner;
  private final @Nullable String traceparent;
  private final BooleanSupplier givenUp;
  private final Deque<ProducerRecord<String, byte[]>> held = new ArrayDeque<>();
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();

  /// @param givenUp whether the process must end now, arrived or not
  public KafkaReports(
      Producer<String, byte[]> producer,
      Job.RunSteps job,
      String runner,
      @Nullable String traceparent,
      BooleanSupplier givenUp) {
    this.producer = producer;
    this.job = job;
    this.runner = runner;
    this.traceparent = traceparent;
    this.givenUp = givenUp;
  }

  @Override
  public synchronized void send(String what, Completion report) {
    String id = job.jobId() + "/" + job.epoch() + "/" + runner + "/" + what;
    ProducerRecord<String, byte[]> record =
        Codec.encode(
            Codec.envelope(
                Topics.COMPLETIONS,
                job.runId().value(),
                id,
                "/runner/" + runner,
                report.at(),
                traceparent,
                report));
    held.add(record);
    if (job.hasCommands()) {
      post();
    }
  }

  @Override
  public synchronized void post() {
    settle();
    while (!held.isEmpty()) {
      unacknowledged.add(send(held.remove()));
    }
  }

  @Override
  public void flush() {
    post();
    while (true) {
      Sent first;
      synchronized (this) {
        settle();
        first = unacknowledged.peek();
      }
      if (first == null || givenUp.getAsBoolean()) {
        return;
      }
      try {
        first.ack().get();
      } catch (ExecutionException e) {
        LOG.warn(
            "A report has not arrived and will be sent again: jobId={} reason={}",
            job.jobId(),
            String.valueOf(e.getCause()));
        LockSupport.parkNanos(BACKOFF.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Forgets what has arrived; sends again from the first that failed.
  private void settle() {
    while (!unacknowledged.isEmpty() && unacknowledged.peek().hasArrived()) {
      unacknowledged.remove();
    }
    if (!unacknowledged.isEmpty() && unacknowledged.peek().hasFailed()) {
      int count = unacknowledged.size();
      for (int i = 0; i < count; i++) {
        unacknowledged.add(send(unacknowledged.remove().record()));
      }
    }
  }

  private Sent send(ProducerRecord<String, byte[]> record) {
    try {
      return new Sent(record, producer.send(record));
    } catch (KafkaException | IllegalStateException e) {
      return new Sent(record, CompletableFuture.failedFuture(e));
    }
  }
}
