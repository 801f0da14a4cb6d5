package dev.tako.graph.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A row of `rejection`.
@Entity
@Table(name = "rejection")
@IdClass(RejectionRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RejectionRow extends PanacheEntityBase {
  /// Its primary key.
  public record Key(String repository, String branch) implements Serializable {}

  @Id public String repository;
  @Id public String branch;
  public String commit;
  public String reason;

  @JdbcTypeCode(SqlTypes.JSON)
  public String problems;

  public Instant rejectedAt;
}
