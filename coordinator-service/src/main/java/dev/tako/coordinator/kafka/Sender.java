package dev.tako.coordinator.kafka;

import dev.tako.contract.Message;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Sends one message and returns when the broker has it.
@ApplicationScoped
public class Sender {
  /// Git hosts give up on a webhook after ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  /// Says who sends, in CloudEvents' `source`.
  public static final String SOURCE = "/coordinator";

  private final Producer<String, byte[]> producer;
  private final Duration patience;

  @Inject
  Sender(Producer<String, byte[]> producer) {
    this(producer, PATIENCE);
  }

  /// @param patience how long the broker may take
  Sender(Producer<String, byte[]> producer, Duration patience) {
    this.producer = producer;
    this.patience = patience;
  }

  /// @throws BrokerUnreachableException if no broker took it in time
  /// @throws RecordTooLargeException if no broker ever will
  public <M extends Message> void send(Envelope<M> envelope) {
    ProducerRecord<String, byte[]> record = Codec.encode(envelope);
    CompletableFuture<Void> taken = new CompletableFuture<>();
    // The send itself waits for the topic's metadata, longer than a caller may wait.
    Thread.startVirtualThread(() -> send(record, taken));
    try {
      taken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new BrokerUnreachableException(record.topic(), e);
    } catch (TimeoutException e) {
      throw new BrokerUnreachableException(record.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerUnreachableException(record.topic(), e);
    }
  }

  private void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> taken) {
    try {
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                if (failure == null) {
                  taken.complete(null);
                } else {
                  taken.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      taken.completeExceptionally(e);
    }
  }
}
