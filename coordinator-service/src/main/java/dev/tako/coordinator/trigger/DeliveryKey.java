package dev.tako.coordinator.trigger;

import dev.tako.contract.RunId;
import dev.tako.manifest.RepositoryRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// Names the one run that a delivery may become (rule R11), however often it is delivered.
public record DeliveryKey(String value) {

  /// A delivery starts each of its workflows once.
  public static DeliveryKey ofWorkflow(String deliveryId, String workflow) {
    return new DeliveryKey(deliveryId + "/" + workflow);
  }

  /// @param idempotencyKey the header a caller of the API sent; it cannot name a webhook's delivery
  public static DeliveryKey ofCaller(String idempotencyKey) {
    return new DeliveryKey("api/" + idempotencyKey);
  }

  /// A time of a schedule; two cron expressions of a workflow that meet there are one run.
  public static DeliveryKey ofSchedule(RepositoryRef repo, String workflow, Instant time) {
    return new DeliveryKey("schedule:%s:%s:%s".formatted(repo.fullName(), workflow, time));
  }

  /// A CloudEvent is named by its source and id; the last `#` of the key stands between them.
  public static DeliveryKey ofEvent(String source, String id) {
    return new DeliveryKey("event:" + source + "#" + id.replace("%", "%25").replace("#", "%23"));
  }

  /// The id of the run, the same for the same key and time.
  public RunId runId(Instant at) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return RunId.of(at, ByteBuffer.wrap(hash).getInt());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
