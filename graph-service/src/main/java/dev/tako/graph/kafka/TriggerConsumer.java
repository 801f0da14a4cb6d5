package dev.tako.graph.kafka;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.kafka.BatchConsumer;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.Received;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.GraphSettings;
import dev.tako.graph.Parallel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers every trigger on `tako.manifests`: those of one repository in order, those of several at
/// the same time. Offsets are committed when the broker has all answers of a batch.
@ApplicationScoped
public class TriggerConsumer implements BatchConsumer.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerConsumer.class);
  private static final String GROUP = "tako-graph";

  private final GraphKeeper keeper;
  private final Announcements announcements;
  private final DeadLetters deadLetters;
  private final Clients clients;
  private final KafkaSettings settings;
  private final Parallel parallel;
  private volatile @Nullable BatchConsumer loop;

  @Inject
  TriggerConsumer(
      GraphKeeper keeper,
      Announcements announcements,
      DeadLetters deadLetters,
      Clients clients,
      KafkaSettings settings,
      GraphSettings graph) {
    this.keeper = keeper;
    this.announcements = announcements;
    this.deadLetters = deadLetters;
    this.clients = clients;
    this.settings = settings;
    this.parallel = new Parallel(graph.parallelFetches());
  }

  /// After the graph was loaded.
  void start(@Observes @Priority(2) StartupEvent event) {
    loop =
        new BatchConsumer(
                "triggers",
                clients.consumer(GROUP, settings.instance()),
                List.of(Topics.TRIGGERS),
                this,
                deadLetters)
            .start();
  }

  void stop(@Observes ShutdownEvent event) {
    BatchConsumer running = loop;
    if (running != null) {
      running.close();
    }
  }

  boolean isAlive() {
    BatchConsumer running = loop;
    return running != null && running.isAlive();
  }

  @Override
  public void handle(List<Received<?>> batch) throws Exception {
    Map<String, List<Received<?>>> byRepository = new LinkedHashMap<>();
    for (Received<?> received : batch) {
      if (received.message() instanceof Trigger trigger) {
        byRepository
            .computeIfAbsent(trigger.repo().fullName(), _ -> new ArrayList<>())
            .add(received);
      }
    }
    var sent = parallel.map(byRepository.values(), this::answerInOrder);
    for (Future<RecordMetadata> ack : sent.stream().flatMap(Collection::stream).toList()) {
      ack.get();
    }
  }

  private List<Future<RecordMetadata>> answerInOrder(List<Received<?>> ofOneRepository) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Received<?> received : ofOneRepository) {
      ManifestMessage message = answer(received);
      if (message != null) {
        log(message, received);
        sent.add(announcements.answer(message, traceparent(received)));
      }
    }
    return sent;
  }

  private @Nullable ManifestMessage answer(Received<?> received) {
    try {
      return received.message() instanceof Trigger trigger ? keeper.answer(trigger) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while answering a trigger", e);
    } catch (RuntimeException e) {
      if (isFault(e)) {
        throw e;
      }
      LOG.error("A trigger could not be answered: id={}", received.id(), e);
      deadLetters.setAside(received.record(), e.toString());
      return null;
    }
  }

  /// A fault of the database or the broker passes; the batch comes again. Anything else would fail
  /// the same way for ever.
  private static boolean isFault(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException
          || at instanceof PersistenceException
          || at instanceof TransactionalException
          || at instanceof KafkaException
          || at instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static void log(ManifestMessage message, Received<?> received) {
    long offset = received.record().offset();
    switch (message) {
      case ManifestIndexed indexed ->
          LOG.info(
              "Push indexed: repo={} commit={} starts={} offset={}",
              indexed.repo(),
              indexed.commit(),
              indexed.starts(),
              offset);
      case ManifestRejected rejected ->
          LOG.info(
              "Push rejected: repo={} commit={} reason={} offset={}",
              rejected.repo(),
              rejected.commit(),
              rejected.reason(),
              offset);
      case TriggerIgnored ignored ->
          LOG.info(
              "Push ignored: repo={} reason={} offset={}",
              ignored.repo(),
              ignored.reason(),
              offset);
    }
  }

  private static @Nullable String traceparent(Received<?> received) {
    Header header = received.record().headers().lastHeader("traceparent");
    return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
  }
}
