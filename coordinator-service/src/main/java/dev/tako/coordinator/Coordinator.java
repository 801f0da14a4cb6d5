package dev.tako.coordinator;

import dev.tako.contract.RunCommand;
import dev.tako.contract.RunFact;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.BatchConsumer;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.kafka.KafkaSettings;
import dev.tako.coordinator.kafka.Loop;
import dev.tako.coordinator.kafka.Publisher;
import dev.tako.coordinator.kafka.TimerClock;
import dev.tako.coordinator.kafka.TopicIds;
import dev.tako.coordinator.postgres.DatabaseException;
import dev.tako.coordinator.postgres.EventStore;
import dev.tako.coordinator.postgres.Inbox;
import dev.tako.coordinator.postgres.Outbox;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.postgres.RunStore.Stored;
import dev.tako.coordinator.postgres.StaleRunException;
import dev.tako.coordinator.postgres.TimerStore;
import dev.tako.coordinator.postgres.TimerStore.TimerKey;
import dev.tako.coordinator.run.Decider;
import dev.tako.coordinator.run.Decision;
import dev.tako.coordinator.run.RunState;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where facts become decisions. The thin shell around [Decider]:
///
/// ```
/// batch of facts ─► load runs ─► decide each ─► one transaction ─► publish ─► commit offsets
///                                               (runs, events, timers, inbox, outbox)
/// ```
///
/// If the process dies before the transaction, the batch comes again and nothing has happened;
/// after it, the outbox is published by whoever owns the partition next, and the inbox says where
/// to go on. A batch whose runs take much room is written in parts, in order, each like that; what
/// comes again of the parts before is ignored as any repeated fact.
@Startup
@ApplicationScoped
public class Coordinator implements BatchConsumer.Handler, Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  /// After so many executions were touched, a batch is written; ten of a run are, thousands when
  /// one over all repositories begins or ends.
  private static final int MOST_TOUCHED = 10_000;

  private final Clients clients;
  private final KafkaSettings settings;
  private final DeadLetters deadLetters;
  private final DataSource database;
  private final RunStore runs;
  private final EventStore events;
  private final TimerStore timers;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Publisher publisher;
  private final TimerClock clock;
  private final TopicIds topicIds;
  private final Plans plans;
  private final Partitions owned;

  private final LiveRuns live;

  private @Nullable BatchConsumer consumer;

  Coordinator(
      Clients clients,
      KafkaSettings settings,
      DeadLetters deadLetters,
      DataSource database,
      RunStore runs,
      EventStore events,
      TimerStore timers,
      Inbox inbox,
      Outbox outbox,
      Publisher publisher,
      TimerClock clock,
      TopicIds topicIds,
      Plans plans,
      Partitions owned) {
    this.clients = clients;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.database = database;
    this.runs = runs;
    this.live = new LiveRuns(runs);
    this.events = events;
    this.timers = timers;
    this.inbox = inbox;
    this.outbox = outbox;
    this.publisher = publisher;
    this.clock = clock;
    this.topicIds = topicIds;
    this.plans = plans;
    this.owned = owned;
  }

  @PostConstruct
  void start() {
    consumer =
        new BatchConsumer(
                name(),
                clients.consumer("tako-coordinator", settings.instance()),
                List.of(Topics.RUN_COMMANDS, Topics.COMPLETIONS),
                this,
                deadLetters)
            .start();
  }

  @PreDestroy
  void stop() {
    if (consumer != null) {
      consumer.close();
    }
  }

  @Override
  public String name() {
    return "facts";
  }

  @Override
  public boolean isAlive() {
    return consumer != null && consumer.isAlive();
  }

  @Override
  public Map<TopicPartition, Long> assigned(Collection<TopicPartition> partitions) {
    return owned.add(partitions);
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    owned.remove(partitions);
    live.clear();
  }

  /// One transaction, unless the facts or what they come to are too many for the memory.
  @Override
  public void handle(List<Received<?>> facts) throws SQLException {
    for (int from = 0; from < facts.size(); ) {
      from += handleSome(facts.subList(from, facts.size()));
    }
    owned.republishFailed();
  }

  /// @return how many
  private int handleSome(List<Received<?>> facts) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      List<Long> published = publisher.takeTaken();
      try {
        int some = live.next(connection, facts.stream().map(Coordinator::runIdOf).toList());
        Batch batch = new Batch();
        int decided = decide(batch, facts.subList(0, some));
        List<Outbox.Entry> messages = batch.outbox(() -> outbox.nextId(connection));
        runs.save(connection, batch.changes());
        events.add(connection, batch.events());
        events.repeated(connection, batch.repeats());
        timers.clear(connection, batch.cleared());
        timers.set(connection, batch.timers());
        outbox.add(connection, messages);
        outbox.remove(connection, published);
        inbox.advance(connection, batch.positions());
        connection.commit();
        live.remember(batch.changes());
        clock.set(batch.timers(), batch.cleared());
        publisher.publish(messages);
        return decided;
      } catch (SQLException | RuntimeException e) {
        publisher.putBack(published);
        connection.rollback();
        if (e instanceof StaleRunException) {
          live.clear();
        }
        throw e;
      }
    }
  }

  @Override
  public void idle() {
    owned.tidy();
  }

  /// @return how many; the rest is for another batch
  private int decide(Batch batch, List<Received<?>> facts) {
    plans.readAhead(live.gotOn(facts));
    int decided = 0;
    for (Received<?> received : facts) {
      if (batch.touched() > MOST_TOUCHED) {
        break;
      }
      decided++;
      batch.processed(
          new Inbox.Source(topicIds.of(received.record().topic()), received.record().partition()),
          received.record().offset());
      try {
        decide(batch, received, (RunFact) received.message());
      } catch (DatabaseException e) {
        throw e; // the database's fault, not the message's: the batch comes again
      } catch (RuntimeException e) {
        LOG.error("Could not decide: runId={} {}", runIdOf(received), e.toString(), e);
        deadLetters.setAside(received.record(), "Could not decide: " + e);
      }
    }
    return decided;
  }

  private void decide(Batch batch, Received<?> received, RunFact fact) {
    RunId id = fact.runId();
    Stored stored = live.get(id);
    RunState current = batch.current(id);
    if (current == null && stored != null) {
      current = stored.run();
    }
    Instant at = Instant.now();
    Decision decision = decision(current, fact);
    if (fact instanceof RunCommand.TimerFired timer) {
      batch.fired(new TimerKey(id, timer.timer()));
    }
    batch.add(id, stored, decision, received.record().partition(), received.id(), at);
    log(fact, current, decision);
  }

  private Decision decision(@Nullable RunState current, RunFact fact) {
    if (current != null) {
      return current.planHash() == null
          ? Decider.refusedAlready(current)
          : Decider.decide(plans.of(current.planHash()), current, fact);
    }
    return switch (fact) {
      case RunCommand.StartRun start -> Decider.start(plans.of(start.planHash()), start);
      case RunCommand.RefuseRun refuse -> Decider.refuse(refuse);
      default ->
          throw new IllegalStateException(
              "Expected run " + fact.runId() + " to exist, but nobody has started it.");
    };
  }

  private static RunId runIdOf(Received<?> fact) {
    return ((RunFact) fact.message()).runId();
  }

  private static void log(RunFact fact, @Nullable RunState before, Decision decision) {
    RunState after = decision.state();
    if (decision.ignored() != null) {
      LOG.debug(
          "Ignored: runId={} fact={} why={}",
          fact.runId(),
          fact.getClass().getSimpleName(),
          decision.ignored());
    } else if (before == null) {
      LOG.info(
          "Run started: runId={} repo={} workflow={} status={} executions={}",
          after.id(),
          after.repo(),
          after.workflow(),
          after.status().word(),
          after.created());
    } else if (after.endedAt() != null) {
      LOG.info(
          "Run ended: runId={} repo={} workflow={} status={}",
          after.id(),
          after.repo(),
          after.workflow(),
          after.status().word());
    }
  }
}
