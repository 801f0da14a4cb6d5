package dev.tako.graph.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `repository`.
@Entity
@Table(name = "repository")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RepositoryRow extends PanacheEntityBase {
  @Id public String name;
  public String url;
  public @Nullable String defaultBranch;
  public @Nullable String problem;
  public Instant registeredAt;
  public Instant updatedAt;
}
