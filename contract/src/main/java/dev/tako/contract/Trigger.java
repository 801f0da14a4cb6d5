package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened outside that may start runs; on `tako.triggers`, keyed by `owner/repo`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = Trigger.Pushed.class, name = "pushed"))
public sealed interface Trigger extends Message {
  /// Tells one delivery from another, for example `github:<delivery id>`; a delivery that comes
  /// twice has the same id.
  String deliveryId();

  RepositoryRef repo();

  /// Commits arrived on `ref`.
  ///
  /// @param ref the full ref, `refs/heads/main` or `refs/tags/v1`
  /// @param after the commit the ref points to now; null when the ref was deleted
  /// @param paths the paths the push touched, where the host says so
  /// @param receivedAt when the coordinator accepted the delivery
  record Pushed(
      String deliveryId,
      RepositoryRef repo,
      String ref,
      @Nullable String after,
      List<String> paths,
      Instant receivedAt)
      implements Trigger {
    public Pushed {
      paths = List.copyOf(paths);
    }
  }
}
