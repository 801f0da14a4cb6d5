package dev.tako.graph.kafka;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.kafka.Codec;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says on `tako.manifests` what became of manifests.
@ApplicationScoped
public class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final String SOURCE = "/graph";

  private final Producer<String, byte[]> producer;

  Announcements(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /// A manifest came into force without a push: its repository was registered or synced.
  ///
  /// @param schedules those of the default branch
  public void indexed(IndexedManifest manifest, List<Scheduled> schedules) {
    tell(inForce(manifest, schedules));
  }

  /// Says again what is in force, in case this process died before it had said so. Does not wait
  /// for the broker.
  public void repeated(IndexedManifest manifest, List<Scheduled> schedules) {
    var _ = answer(inForce(manifest, schedules), null);
  }

  private static ManifestIndexed inForce(IndexedManifest manifest, List<Scheduled> schedules) {
    return new ManifestIndexed(
        manifest.repo(), manifest.commit(), null, List.of(), schedules, Instant.now());
  }

  /// A commit was found without a usable manifest while its repository was registered or synced.
  ///
  /// @param schedules those of the default branch
  public void rejected(RepositoryRef repo, Rejection why, List<Scheduled> schedules) {
    tell(new ManifestRejected(repo, why.commit(), null, why.reason(), why.problems(), schedules));
  }

  /// The rows say the same, so a broker that is away only costs the news.
  private void tell(ManifestMessage message) {
    try {
      answer(message, null).get();
    } catch (ExecutionException e) {
      LOG.warn(
          "Could not announce: repo={} reason={}", message.repo(), String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers a trigger; done when the broker has it.
  Future<RecordMetadata> answer(ManifestMessage message, @Nullable String traceparent) {
    return producer.send(
        Codec.encode(
            Codec.envelope(
                Topics.MANIFESTS,
                message.repo().fullName(),
                idOf(message),
                SOURCE,
                Instant.now(),
                traceparent,
                message)));
  }

  /// The same for the same trigger, so that an answer given twice can be told.
  static String idOf(ManifestMessage message) {
    Trigger trigger = message.trigger();
    return switch (message) {
      case ManifestIndexed indexed -> about(trigger, indexed.repo(), indexed.commit()) + "/indexed";
      case ManifestRejected rejected ->
          about(trigger, rejected.repo(), rejected.commit()) + "/rejected";
      case TriggerIgnored ignored -> ignored.trigger().deliveryId() + "/ignored";
    };
  }

  private static String about(@Nullable Trigger trigger, RepositoryRef repo, String commit) {
    return trigger == null ? repo + "@" + commit : trigger.deliveryId();
  }
}
