package dev.tako.coordinator.kafka;

import dev.tako.contract.RunCommand;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.postgres.TimerStore.Timer;
import dev.tako.coordinator.postgres.TimerStore.TimerKey;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;

/// Says when a timer has run out: a `TimerFired` on `tako.run-commands`, so that it arrives as a
/// fact like any other.
///
/// One thread sleeps until the earliest timer of the partitions we own. A timer goes only when the
/// run clears it; until then it is said again every ten seconds, so a lost message does no harm.
@ApplicationScoped
public class TimerClock {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TimerKey, Timer> timers = new HashMap<>();
  private final PriorityQueue<Timer> order = new PriorityQueue<>(Comparator.comparing(Timer::due));
  private boolean closed;

  TimerClock(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  @PostConstruct
  void start() {
    Thread.ofPlatform().name("timers").daemon().start(this::run);
  }

  public void set(Collection<Timer> set, Collection<TimerKey> cleared) {
    if (set.isEmpty() && cleared.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      cleared.forEach(timers::remove);
      for (Timer timer : set) {
        timers.put(timer.key(), timer);
        order.add(timer);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Forgets the timers of partitions that are somebody else's now.
  public void forget(Collection<Integer> partitions) {
    lock.lock();
    try {
      timers.values().removeIf(timer -> partitions.contains(timer.partition()));
    } finally {
      lock.unlock();
    }
  }

  @PreDestroy
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        Timer next = order.peek();
        if (next == null) {
          changed.await();
        } else if (isOutdated(next)) {
          order.remove();
        } else {
          long wait = Duration.between(Instant.now(), next.due()).toNanos();
          if (wait > 0) {
            long left = changed.awaitNanos(wait);
            if (left > 0) {
              continue;
            }
          }
          if (order.remove(next) && !isOutdated(next)) {
            fire(next);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOutdated(Timer timer) {
    return !timer.equals(timers.get(timer.key()));
  }

  private void fire(Timer timer) {
    TimerKey key = timer.key();
    Instant now = Instant.now();
    var _ =
        producer.send(
            Codec.encode(
                Codec.envelope(
                    Topics.RUN_COMMANDS,
                    key.runId().value(),
                    key.runId() + "/" + key.name() + "/" + timer.due().toEpochMilli(),
                    "/coordinator",
                    now,
                    null,
                    new RunCommand.TimerFired(key.runId(), key.name(), now))));
    Timer again = new Timer(key, timer.partition(), now.plus(AGAIN));
    timers.put(key, again);
    order.add(again);
  }
}
