package dev.tako.graph.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/// A row of `manifest`.
@Entity
@Table(name = "manifest")
@IdClass(ManifestRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class ManifestRow extends PanacheEntityBase {
  /// Its primary key.
  public record Key(String repository, String branch, String commit) implements Serializable {}

  @Id public String repository;
  @Id public String branch;
  @Id public String commit;
  public String source;
  public String digest;
  public boolean inForce;
  public Instant indexedAt;
}
