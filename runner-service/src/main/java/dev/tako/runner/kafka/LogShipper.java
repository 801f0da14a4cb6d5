package dev.tako.runner.kafka;

import dev.tako.contract.Job;
import dev.tako.contract.LogChunk;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.runner.step.StepLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what steps print to `tako.logs`, on a thread and a producer of its own; when the broker
/// is slow its queue fills and steps' logs wait, not their processes.
public final class LogShipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);
  private static final int QUEUE = 256;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final Producer<String, byte[]> producer;
  private final String runner;
  private final InstantSource clock;
  private final BlockingQueue<LogChunk> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closing;

  public LogShipper(Producer<String, byte[]> producer, String runner, InstantSource clock) {
    this.producer = producer;
    this.runner = runner;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("tako-logs").daemon().start(this::ship);
  }

  /// The log of one step in one epoch.
  public StepLog of(Job.RunSteps job, String stepId) {
    return new StepLog() {
      private int sequence;

      @Override
      public boolean offer(String text, Duration patience) {
        LogChunk chunk =
            new LogChunk(
                job.runId(),
                job.executionId(),
                stepId,
                job.epoch(),
                sequence,
                text,
                clock.instant());
        try {
          if (!queue.offer(chunk, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
          }
          sequence++;
          return true;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    };
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_PATIENCE);
  }

  private void ship() {
    try {
      while (!closing || !queue.isEmpty()) {
        LogChunk chunk = queue.poll(100, TimeUnit.MILLISECONDS);
        if (chunk != null) {
          send(chunk);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(LogChunk chunk) {
    String id =
        "%s/%s/%d/%s/%d"
            .formatted(
                chunk.executionId(), chunk.stepId(), chunk.epoch(), runner, chunk.sequence());
    try {
      var _ =
          producer.send(
              Codec.encode(
                  Codec.envelope(
                      Topics.LOGS,
                      chunk.executionId().value(),
                      id,
                      "/runner/" + runner,
                      chunk.at(),
                      null,
                      chunk)),
              (_, problem) -> {
                if (problem != null) {
                  LOG.warn(
                      "Lost some output: executionId={} stepId={} sequence={} reason={}",
                      chunk.executionId(),
                      chunk.stepId(),
                      chunk.sequence(),
                      problem.toString());
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("Lost some output: executionId={} reason={}", chunk.executionId(), e.toString());
    }
  }
}
