package dev.tako.graph.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A row of `base`.
@Entity
@Table(name = "base")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class BaseRow extends PanacheEntityBase {
  @Id public String pattern;
  public Instant addedAt;
}
