package dev.tako.coordinator;

import dev.tako.coordinator.kafka.Publisher;
import dev.tako.coordinator.kafka.TimerClock;
import dev.tako.coordinator.kafka.TopicIds;
import dev.tako.coordinator.postgres.Inbox;
import dev.tako.coordinator.postgres.Outbox;
import dev.tako.coordinator.postgres.TimerStore;
import dev.tako.coordinator.postgres.TimerStore.Timer;
import dev.tako.coordinator.run.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions of run facts that this process owns, and what comes with them: timers, and
/// messages still in the outbox. For the one thread that decides.
@ApplicationScoped
class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private final DataSource database;
  private final TimerStore timers;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Publisher publisher;
  private final TimerClock clock;
  private final TopicIds topicIds;
  private final Set<Integer> owned = new HashSet<>();

  Partitions(
      DataSource database,
      TimerStore timers,
      Inbox inbox,
      Outbox outbox,
      Publisher publisher,
      TimerClock clock,
      TopicIds topicIds) {
    this.database = database;
    this.timers = timers;
    this.inbox = inbox;
    this.outbox = outbox;
    this.publisher = publisher;
    this.clock = clock;
    this.topicIds = topicIds;
  }

  /// Takes partitions over: their timers run from now on, what their last owner could not publish
  /// is published.
  ///
  /// @return where to go on in each, as the inbox says
  /// @throws IllegalStateException if the database cannot be read
  Map<TopicPartition, Long> add(Collection<TopicPartition> partitions) {
    try (Connection connection = database.getConnection()) {
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (TopicPartition partition : partitions) {
        owned.add(partition.partition());
        Inbox.Source source =
            new Inbox.Source(topicIds.of(partition.topic()), partition.partition());
        inbox.nextOffset(connection, source).ifPresent(offset -> positions.put(partition, offset));
      }
      clock.set(withGrace(timers.of(connection, owned)), List.of());
      List<Outbox.Entry> unpublished = outbox.pending(connection, owned);
      publisher.publish(unpublished);
      LOG.info(
          "Owns partitions {} of run facts; published {} messages left in the outbox",
          owned,
          unpublished.size());
      return positions;
    } catch (SQLException e) {
      throw new IllegalStateException("Could not read where to go on: " + e.getMessage(), e);
    }
  }

  /// While nobody owned the partition, nobody heard the heartbeats: a lease counts from now.
  private static List<Timer> withGrace(List<Timer> timers) {
    Instant earliest = Instant.now().plus(Leases.LEASE);
    return timers.stream()
        .map(timer ->
            Leases.isLease(timer.key().name()) && timer.due().isBefore(earliest)
                ? new Timer(timer.key(), timer.partition(), earliest)
                : timer)
        .toList();
  }

  void remove(Collection<TopicPartition> partitions) {
    Set<Integer> lost = new HashSet<>();
    partitions.forEach(partition -> lost.add(partition.partition()));
    owned.removeAll(lost);
    clock.forget(lost);
  }

  /// Removes from the outbox what the broker has taken, when no batch did it in passing.
  void tidy() {
    List<Long> published = publisher.takeTaken();
    if (!published.isEmpty()) {
      try (Connection connection = database.getConnection()) {
        outbox.remove(connection, published);
      } catch (SQLException e) {
        publisher.putBack(published);
        LOG.warn("Could not tidy the outbox, will try again: {}", e.toString());
      }
    }
    republishFailed();
  }

  /// Publishes again what the broker did not take.
  void republishFailed() {
    if (!publisher.takeFailed()) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      outbox.remove(connection, publisher.takeTaken());
      publisher.publish(outbox.pending(connection, owned));
    } catch (SQLException e) {
      publisher.failed();
      LOG.warn("Could not read the outbox again, will try later: {}", e.toString());
    }
  }
}
