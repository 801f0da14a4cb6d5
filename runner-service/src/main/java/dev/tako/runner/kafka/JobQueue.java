package dev.tako.runner.kafka;

import dev.tako.contract.Job;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.UnreadableMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes jobs off `tako.jobs` as long as a slot is free.
///
/// ```
/// free slot ─► poll ─► taken(job)… ─► reported… ─► ACCEPT ─► commit ─► run in the slot ─► free slot …
///    │                   └─ unreadable: dead-letter topic, ACCEPT
///    └─ none for a while: leave the queue, so that nothing lies here that others could run
/// ```
///
/// A fetch brings one Kafka batch: jobs that take their time are batches of their own, jobs without
/// commands come together. What lies here is locked for others; that is all right for moments, not
/// for the length of a job: leaving gives it back.
public final class JobQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BACKOFF = Duration.ofSeconds(1);
  private static final Duration HOLD = Duration.ofSeconds(2);

  /// What to do with a job.
  public interface Taker {
    /// Called on the queue's thread before the job is acknowledged; when it throws, the job goes
    /// back to the queue.
    Taken taken(Job.RunSteps job, @Nullable String traceparent);
  }

  private final Supplier<ShareConsumer<String, byte[]>> consumers;
  private final DeadLetters deadLetters;
  private final Taker taker;
  private final Semaphore slots;
  private final ExecutorService pool;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable ShareConsumer<String, byte[]> current;

  public JobQueue(
      Supplier<ShareConsumer<String, byte[]>> consumers,
      DeadLetters deadLetters,
      int slots,
      Taker taker) {
    this.consumers = consumers;
    this.deadLetters = deadLetters;
    this.taker = taker;
    this.slots = new Semaphore(slots);
    this.pool =
        Executors.newFixedThreadPool(slots, Thread.ofPlatform().name("tako-slot-", 1).factory());
    this.thread = Thread.ofPlatform().name("tako-queue").unstarted(this::run);
  }

  public JobQueue start() {
    thread.start();
    return this;
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Takes no job from now on; those taken go on.
  public void stopTaking() {
    closing = true;
    ShareConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    slots.release();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.shutdown();
  }

  /// Waits for the jobs taken.
  ///
  /// @return whether all have ended
  public boolean awaitJobs(Duration patience) {
    try {
      return pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stopTaking();
    pool.close();
  }

  private void run() {
    while (!closing) {
      try (ShareConsumer<String, byte[]> consumer = consumers.get()) {
        current = consumer;
        consumer.subscribe(List.of(Topics.JOBS.name()));
        takeWhileFree(consumer);
      } catch (WakeupException e) {
        // closing: the loop's condition ends it
      } catch (RuntimeException e) {
        // What was fetched goes back to the queue with the consumer; the runner must not stop here.
        LOG.warn("Cannot take jobs, trying again: {}", e.toString(), e);
        LockSupport.parkNanos(BACKOFF.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        current = null;
      }
      awaitFreeSlot();
    }
  }

  /// Returns when no slot has been free for a while.
  private void takeWhileFree(ShareConsumer<String, byte[]> consumer) throws InterruptedException {
    while (!closing && slots.tryAcquire(HOLD.toMillis(), TimeUnit.MILLISECONDS)) {
      takeSome(consumer);
    }
  }

  private void awaitFreeSlot() {
    slots.acquireUninterruptibly();
    slots.release();
  }

  /// Takes what one poll brings; a slot is in hand.
  private void takeSome(ShareConsumer<String, byte[]> consumer) {
    int slotsInHand = 1;
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    List<Runnable> reported = new ArrayList<>();
    Deque<Runnable> rests = new ArrayDeque<>();
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (rests.size() == slotsInHand) {
          if (!slots.tryAcquire()) {
            consumer.acknowledge(record, AcknowledgeType.RELEASE);
            continue;
          }
          slotsInHand++;
        }
        Taken taken = take(record);
        records.add(record);
        reported.add(taken.reported());
        if (taken.rest() != null) {
          rests.add(taken.rest());
        }
      }
      // All reports are on their way; waiting for each now takes no longer than for the last.
      reported.forEach(Runnable::run);
      records.forEach(record -> consumer.acknowledge(record, AcknowledgeType.ACCEPT));
      if (!rests.isEmpty()) {
        commit(consumer);
      }
      while (!rests.isEmpty()) {
        Runnable rest = rests.remove();
        pool.execute(() -> occupy(rest));
        slotsInHand--;
      }
    } finally {
      slots.release(slotsInHand);
    }
  }

  /// The runner has said that it has the job; so it runs it, whatever the queue says now. Should
  /// the queue give it to another as well, that one is refused.
  private static void commit(ShareConsumer<String, byte[]> consumer) {
    try {
      consumer
          .commitSync()
          .forEach((_, problem) ->
              problem.ifPresent(p -> LOG.warn("A job was not acknowledged: {}", p.toString())));
    } catch (KafkaException e) {
      LOG.warn("A job was not acknowledged: {}", e.toString());
    }
  }

  private Taken take(ConsumerRecord<String, byte[]> record) {
    try {
      return switch (Codec.decode(Topics.JOBS, record).message()) {
        case Job.RunSteps job -> taker.taken(job, traceparent(record));
      };
    } catch (UnreadableMessageException e) {
      deadLetters.setAside(record, String.valueOf(e.getMessage()));
      return Taken.NOTHING;
    }
  }

  private void occupy(Runnable job) {
    try {
      job.run();
    } finally {
      slots.release();
    }
  }

  private static @Nullable String traceparent(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader("traceparent");
    return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
  }
}
