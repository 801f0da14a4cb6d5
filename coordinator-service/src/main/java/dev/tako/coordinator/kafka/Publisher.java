package dev.tako.coordinator.kafka;

import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.postgres.Outbox;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the outbox holds, and remembers what the broker has taken until the rows are removed.
@ApplicationScoped
public class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final Producer<String, byte[]> producer;
  private final Producer<String, byte[]> unbatched;
  private final Queue<Long> taken = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean failed = new AtomicBoolean();

  Publisher(Producer<String, byte[]> producer, Clients clients) {
    this.producer = producer;
    this.unbatched = clients.queueProducer();
  }

  @PreDestroy
  void close() {
    unbatched.close(Duration.ofSeconds(5));
  }

  /// Sends the entries in order; does not wait for the broker.
  public void publish(Collection<Outbox.Entry> entries) {
    for (Outbox.Entry entry : entries) {
      try {
        send(entry);
      } catch (KafkaException e) {
        failed(entry, e);
      }
    }
  }

  private void send(Outbox.Entry entry) {
    Producer<String, byte[]> to = entry.alone() ? unbatched : producer;
    var _ =
        to.send(
            Codec.encode(
                entry.topic(),
                entry.key(),
                entry.eventId(),
                "/coordinator",
                entry.type(),
                entry.at(),
                null,
                entry.body()),
            (_, e) -> {
              if (e == null) {
                taken.add(entry.id());
              } else {
                failed(entry, e);
              }
            });
  }

  private void failed(Outbox.Entry entry, Exception e) {
    LOG.warn(
        "Could not publish: topic={} eventId={} error={}; it stays in the outbox",
        entry.topic(),
        entry.eventId(),
        e.toString());
    failed();
  }

  /// Says that the outbox holds something that was not published.
  public void failed() {
    failed.set(true);
  }

  /// The ids of entries the broker has, each handed out once.
  public List<Long> takeTaken() {
    List<Long> ids = new ArrayList<>();
    for (Long id = taken.poll(); id != null; id = taken.poll()) {
      ids.add(id);
    }
    return ids;
  }

  /// Puts ids back whose rows could not be removed.
  public void putBack(Collection<Long> ids) {
    taken.addAll(ids);
  }

  /// Whether a send failed since the last call, so that the outbox has to be read again.
  public boolean takeFailed() {
    return failed.getAndSet(false);
  }
}
